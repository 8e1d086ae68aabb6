import {Signal} from './signal.js';
import {WORDS} from './words.js';

const LANGUAGES = ['vi', 'en'];
const kept = localStorage.getItem('sale.language');

/** The language on screen: as switched, else as the browser's. */
export const language = new Signal(
  LANGUAGES.includes(kept) ? kept : navigator.languages.map(one => one.slice(0, 2)).find(one => LANGUAGES.includes(one)) ?? 'en');

/** The zone of the merchant's clock. */
export const zone = new Signal(Intl.DateTimeFormat().resolvedOptions().timeZone);

document.documentElement.lang = language.value;
language.watch(chosen => {
  localStorage.setItem('sale.language', chosen);
  document.documentElement.lang = chosen;
});

const has = key => Object.hasOwn(WORDS, key);

/** The text of a key in the language on screen; {name} is filled from args. */
export function t(key, args = {}) {
  const text = has(key) ? WORDS[key][LANGUAGES.indexOf(language.value)] : key;
  return text.replace(/\{(\w+)}/g, (all, name) => args[name] ?? all);
}

/** The text of a word the API uses, such as a status; the word itself when it is new. */
export const word = (group, value) => (has(`${group}.${value}`) ? t(`${group}.${value}`) : String(value ?? ''));

/** Dates in English as 27 Nov 2026: no reader takes a month for a day. */
const DATES = {vi: 'vi', en: 'en-GB'};
const date = (options, at) => new Intl.DateTimeFormat(DATES[language.value], {timeZone: zone.value, ...options}).format(new Date(at));

export const clock = at => date({hour: '2-digit', minute: '2-digit', hourCycle: 'h23'}, at);
export const day = at => date({day: '2-digit', month: 'short', year: 'numeric'}, at);
export const moment = at => `${day(at)} ${clock(at)}`;

/** Whole minutes since then. */
export const minutesSince = at => Math.max(0, Math.floor((Date.now() - Date.parse(at)) / 60_000));

/** 75 -> 1:15 */
export const duration = minutes =>
  minutes < 60 ? t('minutes', {n: minutes}) : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

/** The day at the merchant, as 2026-11-26; a day begins at the cutoff hour. */
export const dayAt = (at, cutoffHour = 0) => {
  const parts = new Intl.DateTimeFormat('en-CA', {timeZone: zone.value, year: 'numeric', month: '2-digit', day: '2-digit'});
  return parts.format(new Date(new Date(at).getTime() - cutoffHour * 3_600_000));
};

/** A wall clock time at the merchant as an instant: 2026-11-26, 19:30. */
export function instant(dayText, time) {
  const wanted = Date.parse(`${dayText}T${time}:00Z`);
  let at = wanted;
  for (let round = 0; round < 2; round++) {
    const parts = Object.fromEntries(new Intl.DateTimeFormat('en-CA', {
      timeZone: zone.value, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    }).formatToParts(new Date(at)).map(part => [part.type, part.value]));
    at += wanted - Date.parse(`${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:00Z`);
  }
  return new Date(at).toISOString();
}

export const addDays = (dayText, days) => new Date(Date.parse(`${dayText}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
