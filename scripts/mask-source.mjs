/**
 * The source with comments, and the contents of strings, templates and regular expressions, replaced
 * by blanks: same length, same lines. Patterns that look for code then find only code.
 */
export function maskSource(text) {
  let masked = '';
  for (let at = 0; at < text.length;) {
    const end = endOfOpaque(text, at, masked);
    masked += end === undefined ? text[at] : blank(text.slice(at, end));
    at = end ?? at + 1;
  }
  return masked;
}

/**
 * Where the comment, string, template or pattern ends that begins here; undefined when none does.
 */
function endOfOpaque(text, at, before) {
  const sign = text[at];
  if (sign === "'" || sign === '"') return endOfString(text, at);
  if (sign === '`') return endOfTemplate(text, at);
  if (sign !== '/') return undefined;
  if (text[at + 1] === '/') return endAt(text, '\n', at, 0);
  if (text[at + 1] === '*') return endAt(text, '*/', at + 2, 2);
  return startsPattern(before) ? endOfPattern(text, at) : undefined;
}

function endAt(text, ending, from, length) {
  const found = text.indexOf(ending, from);
  return found === -1 ? text.length : found + length;
}

function endOfString(text, start) {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === text[start]) return at + 1;
  }
  return text.length;
}

function endOfTemplate(text, start) {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '`') return at + 1;
    else if (text.startsWith('${', at)) at = endOfExpression(text, at + 2) - 1;
  }
  return text.length;
}

/** An expression inside a template may hold strings and templates of its own. */
function endOfExpression(text, start) {
  let depth = 1;
  for (let at = start; at < text.length;) {
    const opaque = endOfOpaque(text, at, text.slice(start, at));
    if (opaque === undefined) {
      if (text[at] === '{') depth += 1;
      if (text[at] === '}') depth -= 1;
      if (depth === 0) return at + 1;
    }
    at = opaque ?? at + 1;
  }
  return text.length;
}

/**
 * After a value a slash divides; after an operator, a bracket or a keyword it opens a pattern.
 */
function startsPattern(before) {
  return /(^|[(,=:[!&|?{};+*%<>~^-]|\b(return|typeof|case|of|in))\s*$/.test(before.slice(-200));
}

function endOfPattern(text, start) {
  let inClass = false;
  for (let at = start + 1; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '\\') at += 1;
    else if (sign === '[') inClass = true;
    else if (sign === ']') inClass = false;
    else if (sign === '/' && !inClass) return at + 1;
  }
  return text.length;
}

/** Quotes stay, so that a pattern sees where a string was. */
function blank(opaque) {
  const blanks = opaque.replace(/[^\n]/g, ' ');
  return /^['"]/.test(opaque) ? opaque[0] + blanks.slice(1, -1) + opaque.at(-1) : blanks;
}
