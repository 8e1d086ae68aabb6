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

function format(currency) {
  const key = `${language.value} ${currency}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat(language.value, {style: 'currency', currency}));
  }
  return formats.get(key);
}

/** As people read it. The formatter takes the decimal string itself, so no digit is lost. */
export const money = (amount, currency) => format(currency || 'VND').format(amount ?? '0');

/** What somebody typed, as the API takes it; empty when it is no amount. */
export function typed(text, currency) {
  const digits = digitsOf(currency);
  const plain = digits === 0 ? text.replace(/[\s.,]/g, '') : text.replace(/\s/g, '').replace(',', '.');
  return new RegExp(digits === 0 ? '^\\d{1,11}$' : `^\\d{1,11}(\\.\\d{1,${digits}})?$`).test(plain) ? plain : '';
}

/** The amount as a height or length of a drawing only: never shown, never sent. */
export const drawn = amount => Number(amount);

/** A quantity: a decimal string too. */
export const quantity = text => new Intl.NumberFormat(language.value, {maximumFractionDigits: 4}).format(text);

/** One more or less of a quantity. */
export const step = (text, by) => written(exact(text) + BigInt(by) * ONE);
