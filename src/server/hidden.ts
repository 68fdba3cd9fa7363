/** Of addresses in a text: who signs in there, and keys in their queries. */
export function withoutSecrets(text: string): string {
  return text
    .replaceAll(/\/\/[^/\s?#]*@/g, '//…@')
    .replaceAll(/([?&][\w.-]{0,40}(?:key|token|secret|password|signature)=)[^&\s#]+/gi, '$1…');
}
