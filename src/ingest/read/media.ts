/** Pictures and sounds: what a model can tell of them becomes the text of a document. */
export interface MediaKind {
  mediaType: string;
  /** Under which name a request to a model carries it. */
  as: 'images' | 'audio';
}

interface MediaRow extends MediaKind {
  /** What the first bytes are, read as Latin-1. */
  begins: RegExp;
}

const rows: readonly MediaRow[] = [
  // oxlint-disable-next-line eslint/no-control-regex -- the bytes are meant
  { mediaType: 'image/png', as: 'images', begins: /^\x89PNG\r\n\x1a\n/ },
  { mediaType: 'image/jpeg', as: 'images', begins: /^\xff\xd8\xff/ },
  { mediaType: 'image/gif', as: 'images', begins: /^GIF8[79]a/ },
  { mediaType: 'image/webp', as: 'images', begins: /^RIFF[\s\S]{4}WEBP/ },
  { mediaType: 'audio/wav', as: 'audio', begins: /^RIFF[\s\S]{4}WAVE/ },
  // With a tag before it, or from its first frame: layer III of MPEG 1, 2 or 2.5.
  {
    mediaType: 'audio/mpeg',
    as: 'audio',
    // oxlint-disable-next-line eslint/no-control-regex -- the bytes are meant
    begins: /^(?:ID3[\x02-\x04]|\xff[\xfa\xfb\xf2\xf3\xe2\xe3])/,
  },
  { mediaType: 'audio/mp4', as: 'audio', begins: /^[\s\S]{4}ftypM4[AB] / },
  { mediaType: 'audio/ogg', as: 'audio', begins: /^OggS/ },
];

/** What a file is by its first bytes, whatever it is called; undefined where it is neither picture nor sound. */
export function mediaKindOf(bytes: Uint8Array): MediaKind | undefined {
  const begin = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const row = rows.find(({ begins }) => begins.test(begin));
  return row && { mediaType: row.mediaType, as: row.as };
}
