const MASK = '••••';

/** Values that stand after a name such as `token` or `apiKey`. */
const named =
  /((?:key|token|secret|passw(?:or)?d|authorization|cookie|credential)[\w.-]*["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,}\]]+)/gi;
/** A run of 24 or more letters and digits that is no part of a path. */
const random = /(?<![\w/\\.@-])(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{24,}(?![\w/\\.@-])/gi;

/** Our own keys, and what looks like one of somebody else. Names of variables stay. */
export function maskSecrets(text: string): string {
  return text
    .replaceAll(/\btlv_[a-z0-9]+_[A-Za-z0-9]+/g, `tlv_${MASK}`)
    .replaceAll(/\bBearer +[^\s"'${]+/g, `Bearer ${MASK}`)
    .replaceAll(named, (match, before: string) =>
      /Bearer|TULVING_/.test(match) ? match : `${before}"${MASK}"`,
    )
    .replaceAll(random, MASK);
}
