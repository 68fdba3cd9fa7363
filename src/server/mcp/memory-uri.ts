/** Names of cubes hold colons, slashes, any script: they are encoded whole. */
export function memoryUri(cube: string, rest: string): string {
  return `memory://${encodeURIComponent(cube)}/${rest}`;
}

/** A part of such a URI. One that cannot be decoded is taken as it stands, and finds nothing. */
export function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return part;
  }
}
