/** What opens the palette, as this machine's keyboard names it. */
export const paletteKeys = /Mac|iP(hone|ad)/.test(navigator.platform) ? '⌘K' : 'Ctrl K';
