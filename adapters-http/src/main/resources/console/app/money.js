// Amounts are decimal strings of the API. They are added as BigInt in ten-thousandths, the finest the API has, and never become numbers.
import {language} from './i18n.js';

const DIGITS = 4;
const ONE = 10n ** BigInt(DIGITS);

function exact(amount) {
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(amount);
  if (!match) {
    throw new Error(`not an amount: ${amount}`);
  }
  const value = BigInt(match[2]) * ONE + BigInt((match[3] ?? '').padEnd(DIGITS, '0'));
  return match[1] ? -value : value;
}

function written(value) {
  const sign = value < 0n ? '-' : '';
  const digits = value < 0n ? -value : value;
  const rest = String(digits % ONE).padStart(DIGITS, '0').replace(/0+$/, '');
  return sign + digits / ONE + (rest ? `.${rest}` : '');
}

export const sum = (...amounts) => written(amounts.reduce((total, amount) => total + exact(amount), 0n));
export const minus = (amount, other) => written(exact(amount) - exact(other));
export const sign = amount => (exact(amount) > 0n ? 1 : exact(amount) < 0n ? -1 : 0);

/** An amount times a whole number or a decimal quantity, to the finest digit. */
export const times = (amount, quantity) => written((exact(amount) * exact(String(quantity))) / ONE);

/** How many decimal digits a currency has. */
export const digitsOf = currency =>
  new Intl.NumberFormat('en', {style: 'currency', currency}).resolvedOptions().maximumFractionDigits;

const formats = new Map();

function format(currency, digits) {
  const key = `${language.value} ${currency} ${digits}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat(language.value, {style: 'currency', currency, ...(digits ? {maximumFractionDigits: digits} : {})}));
  }
  return formats.get(key);
}

const read = (amount, currency, digits) => format(currency || 'VND', digits).format(amount ?? '0').replace('-', '−');

/** As people read it. The formatter takes the decimal string itself, so no digit is lost. */
export const money = (amount, currency) => read(amount, currency, 0);

/** With every digit it has: the lines of a sum add up as they are read. */
export const exactly = (amount, currency) => read(amount, currency, DIGITS);

/** What somebody typed, as the API takes it; empty when it is no amount. */
export function typed(text, currency) {
  const digits = digitsOf(currency);
  const plain = digits === 0 ? text.replace(/[\s.,]/g, '') : text.replace(/\s/g, '').replace(',', '.');
  return new RegExp(digits === 0 ? '^\\d{1,11}$' : `^\\d{1,11}(\\.\\d{1,${digits}})?$`).test(plain) ? plain : '';
}

/** What lies in a drawer, by currency; in any other only the sum is counted. */
export const PIECES = {
  VND: ['500000', '200000', '100000', '50000', '20000', '10000', '5000', '2000', '1000'],
  USD: ['100', '50', '20', '10', '5', '2', '1', '0.25', '0.1', '0.05', '0.01'],
  EUR: ['200', '100', '50', '20', '10', '5', '2', '1', '0.5', '0.2', '0.1', '0.05', '0.02', '0.01'],
};

/** What guests are likely to hand over for an amount: the amount itself, and the next ones that notes make. */
export function handed(amount, currency) {
  const next = (PIECES[currency] ?? []).map(piece => {
    const note = exact(piece);
    return written(((exact(amount) + note - 1n) / note) * note);
  });
  return [...new Set([amount, ...next])].sort((one, other) => sign(minus(one, other))).slice(0, 6);
}

/** The amount as a height or length of a drawing only: never shown, never sent. */
export const drawn = amount => Number(amount);

/** A quantity: a decimal string too. */
export const quantity = text => new Intl.NumberFormat(language.value, {maximumFractionDigits: 4}).format(text);

// A bill is divided into so many parts at most.
const MOST_PARTS = 50n;

/** A quantity that an even division made, as people say it: 1/3, 1 1/2. It is known to the last digit only, which tells all fractions of so many parts apart. */
export function fraction(text) {
  const value = exact(text);
  for (let parts = 2n; parts <= MOST_PARTS; parts++) {
    const taken = (value * parts + ONE / 2n) / ONE;
    const off = taken * ONE - value * parts;
    if ((off < 0n ? -off : off) <= parts) {
      const whole = taken / parts;
      const rest = taken % parts;
      return rest === 0n ? quantity(String(whole)) : `${whole ? `${whole} ` : ''}${rest}/${parts}`;
    }
  }
  return quantity(text);
}

/** One more or less of a quantity. */
export const step = (text, by) => written(exact(text) + BigInt(by) * ONE);
