export interface Colours {
  accent: string;
  node: string;
  line: string;
  ink: string;
  soft: string;
}

/** The colours of the theme as sigma reads them: it knows neither variables nor oklch. */
export function coloursOf(element: HTMLElement): Colours {
  const style = getComputedStyle(element);
  const of = (name: string) => asHex(style.getPropertyValue(name));
  return {
    accent: of('--accent'),
    node: of('--ink-soft'),
    line: of('--ink-faint'),
    ink: of('--ink'),
    soft: of('--ink-soft'),
  };
}

/** By painting one point: browsers give some colours back as they were written. */
function asHex(colour: string): string {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [1, 1];
  const paint = canvas.getContext('2d');
  if (paint === null) return '#888888';
  paint.fillStyle = colour;
  paint.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = paint.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
