// Who is signed in. The token lives in memory and in the session storage of this tab, nowhere else.
import {Signal} from './signal.js';
import {zone} from './i18n.js';

const KEY = 'sale.session';
const DEVICE = 'sale.device';

function claims(token) {
  try {
    const text = atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, letter => letter.charCodeAt(0))));
  } catch {
    return {};
  }
}

/** {token, merchant, device} or null. */
export const session = new Signal(null);

/** What getMe answered, or null. */
export const me = new Signal(null);

/** The channels that are open for sale. */
export const channels = new Signal([]);

/** True while a call waits for a new token. */
export const signInNeeded = new Signal(false);

/** Who the token names, for people to read; the service alone decides what it proves. */
export const person = token => {
  const read = claims(token);
  return {name: read.name ?? read.sub ?? '', roles: (read.roles ?? []).map(role => role.identifier ?? role.id)};
};

/** Who calls with the token, as the service tells callers apart; the token itself when it cannot be read. */
export const callerOf = token => {
  const {userId, sub} = claims(token);
  return userId ?? sub ?? token;
};

export function keep(given) {
  const kept = {device: localStorage.getItem(DEVICE) ?? 'console', ...given};
  localStorage.setItem(DEVICE, kept.device);
  sessionStorage.setItem(KEY, JSON.stringify(kept));
  session.value = kept;
}

export function forget() {
  sessionStorage.removeItem(KEY);
  session.value = null;
  me.value = null;
}

export function admit(answer) {
  zone.value = answer.timezone;
  me.value = {...answer, permissions: new Set(answer.permissions)};
}

/** Takes the token out of the address, at once, or the one of this tab. */
export function begin() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (given.has('token')) {
    history.replaceState(null, '', location.pathname + (given.has('at') ? `#/${given.get('at')}` : ''));
    dispatchEvent(new HashChangeEvent('hashchange'));
    const device = given.get('device') ? {device: given.get('device')} : {};
    keep({token: given.get('token').trim(), merchant: given.get('merchant') ?? '', ...device});
    return;
  }
  const kept = sessionStorage.getItem(KEY);
  if (kept) {
    session.value = JSON.parse(kept);
  }
}

/** Whether this permission may be used here. */
export const may = permission => me.value?.permissions.has(permission) ?? false;

/** The currency of the first channel: the one this merchant sells in. */
export const currency = () => channels.value[0]?.currency ?? 'VND';
