// The merchant's settings that screens follow: reasons, and whether tills take cash.
import {call, can} from './api.js';
import {Signal} from './signal.js';

/** What getSettings answered; null until then, and for whoever may not read them. */
export const settings = new Signal(null);

let reading = null;

async function read() {
  try {
    settings.value = can('getSettings') ? await call('getSettings') : null;
  } finally {
    reading = null;
  }
}

/** Reads them anew: whoever asks meanwhile waits for the same answer. */
export function readSettings() {
  reading ??= read();
  return reading;
}

/** The merchant's reasons of a kind, [{code, name}]; none: people say it in their own words. */
export const reasonsOf = kind => settings.value?.reasons[kind] ?? [];

/** What people read for a reason that is a code of a list, or free text. */
export const reasonName = (kind, reason) => reasonsOf(kind).find(one => one.code === reason)?.name ?? reason ?? '';
