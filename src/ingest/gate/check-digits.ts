/** Check digits of numbers that stand for people and accounts. Each takes the number as it is written. */

export function isIban(written: string): boolean {
  const iban = written.replaceAll(' ', '');
  if (iban.length < 15 || iban.length > 34) return false;
  const moved = `${iban.slice(4)}${iban.slice(0, 4)}`;
  return (
    remainder(
      moved.replaceAll(/[A-Z]/gu, (letter) => String(letter.charCodeAt(0) - 55)),
      97,
    ) === 1
  );
}

/** Visa, Mastercard, Amex, Discover, JCB, UnionPay, Diners, Maestro. */
const NETWORKS = /^(?:4|5[1-5]|2[2-7]|3[4-9]|30|6[0-9])/u;

export function isCard(written: string): boolean {
  const number = written.replaceAll(/\D/gu, '');
  if (number.length < 13 || number.length > 19 || !NETWORKS.test(number)) return false;
  if (/^(\d)\1+$/u.test(number)) return false;
  let sum = 0;
  for (const [at, digit] of digitsOf(number).toReversed().entries()) {
    const counted = at % 2 === 1 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

export function isCnId(written: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weighted(written.slice(0, 17), weights);
  return '10X98765432'[sum % 11] === written.at(-1)?.toUpperCase();
}

/** DNI and NIE. */
export function isEsId(written: string): boolean {
  const id = written.replace('-', '').toUpperCase();
  const number = id.slice(0, -1).replace(/^[XYZ]/u, (letter) => String('XYZ'.indexOf(letter)));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23] === id.at(-1);
}

export function isFrNir(written: string): boolean {
  const nir = written.replaceAll(' ', '').replace('2A', '19').replace('2B', '18');
  return 97 - remainder(nir.slice(0, 13), 97) === Number(nir.slice(13));
}

export function isCpf(written: string): boolean {
  const number = written.replaceAll(/\D/gu, '');
  if (/^(\d)\1+$/u.test(number)) return false;
  const check = (length: number) => {
    const weights = Array.from({ length }, (_, at) => length + 1 - at);
    const rest = (weighted(number.slice(0, length), weights) * 10) % 11;
    return rest === 10 ? 0 : rest;
  };
  return check(9) === Number(number[9]) && check(10) === Number(number[10]);
}

/** One digit stands two or three times among the first ten. */
export function isDeTaxId(written: string): boolean {
  const number = digitsOf(written.replaceAll(' ', ''));
  const first = number.slice(0, 10);
  const most = Math.max(...first.map((digit) => first.filter((other) => other === digit).length));
  if (most < 2 || most > 3) return false;
  let product = 10;
  for (const digit of first) {
    const sum = (digit + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === number[10];
}

function digitsOf(number: string): number[] {
  return Array.from(number, Number);
}

function weighted(number: string, weights: readonly number[]): number {
  return digitsOf(number).reduce((sum, digit, at) => sum + digit * (weights[at] ?? 0), 0);
}

/** Of a number that is longer than numbers are exact. */
function remainder(number: string, by: number): number {
  return digitsOf(number).reduce((rest, digit) => (rest * 10 + digit) % by, 0);
}
