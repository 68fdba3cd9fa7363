const note =
  '<!-- Written by `node scripts/generate-reference.mjs`; change the table, not this page. -->';

/** @returns {string} a whole page */
export function page(title, parts) {
  return `${[`# ${title}`, note, ...parts].join('\n\n')}\n`;
}

export function table(head, rows) {
  if (rows.length === 0) return '';
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function code(text) {
  return `\`${text}\``;
}

export function fence(text, language = 'sh') {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
