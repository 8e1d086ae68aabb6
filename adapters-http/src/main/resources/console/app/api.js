// The one place that calls the API.
import {base} from './page.js';
import {OPERATIONS} from './operations.js';
import {Signal} from './signal.js';
import {language, t, word} from './i18n.js';
import {callerOf, may, person, session, signInNeeded} from './session.js';

/** Writes on their way that had no answer yet: "saving". */
export const saving = new Signal(0);

/** What the service is without, in its own words; empty when nothing is known to be missing. */
export const away = new Signal('');

const FIRST_WAIT = 400;
const LONGEST_WAIT = 8_000;
const PATIENCE = 120_000;
const ANSWER_WITHIN = 20_000;

/** A refusal, as the service said it. */
export class Problem extends Error {
  constructor(body) {
    super(body.detail || body.message || body.title);
    this.body = body;
    this.code = body.code;
    this.status = body.status;
    this.permission = body.permission;
    this.fields = body.errors ?? [];
  }

  /** In the language on screen where there are words for it, else the service's. */
  get words() {
    const known = word('problem', this.code);
    return known === this.code || language.value === 'en' ? [this.body.title, this.message].filter(Boolean).join('. ') : known;
  }

  /** What is wrong with one field of the body. */
  field(name) {
    return this.fields.find(error => error.path === name || error.path.endsWith(`.${name}`))?.message ?? '';
  }
}

// The key of a write is made when the finger goes down: however often the answer is lost, it is one write.
const random = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), byte => byte.toString(16).padStart(2, '0')).join('');
let finger = random();
let writes = 0;
for (const down of ['pointerdown', 'keydown']) {
  addEventListener(down, () => {
    finger = random();
    writes = 0;
  }, {capture: true});
}
export const nextKey = () => `${finger}-${writes++}`;

// Writes of which an attempt had no answer, by their key: who sent it. To the service the key of another caller is another write.
const unanswered = new Map();

const wait = millis => new Promise(done => setTimeout(done, millis));

/** Waits until somebody signed in again. */
function signedIn() {
  signInNeeded.value = true;
  return new Promise(done => {
    const stop = session.watch(() => {
      if (session.value) {
        stop();
        signInNeeded.value = false;
        done();
      }
    });
  });
}

function address(operation, {path = {}, query = {}}) {
  const at = operation.path.replace(/\{(\w+)}/g, (all, name) => encodeURIComponent(path[name]));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      if (!operation.query.has(name)) {
        throw new Error(`${operation.id} does not take ${name}`);
      }
      asked.set(name, typeof value === 'object' ? JSON.stringify(value) : value);
    }
  }
  return base + at + (asked.size ? `?${asked}` : '');
}

function headers(operation, {body, match, approvals, accept, token, key}) {
  const sent = {
    Authorization: `Bearer ${token ?? session.value?.token}`,
    'x-merchant-id': session.value?.merchant ?? '',
    'x-device-info': session.value?.device ?? '',
    'Accept-Language': language.value,
    Accept: accept ?? 'application/json',
  };
  if (body !== undefined) {
    sent['Content-Type'] = 'application/json';
  }
  if (match !== undefined) {
    sent['If-Match'] = `"${match}"`;
  }
  if (approvals?.length) {
    sent['X-Approval'] = approvals.join(',');
  }
  if (operation.method !== 'GET') {
    sent['Idempotency-Key'] = key;
  }
  return sent;
}

async function once(operation, at, request) {
  const answer = await fetch(at, {
    method: operation.method,
    headers: headers(operation, request),
    body: request.body === undefined ? undefined : JSON.stringify(request.body),
    cache: 'no-store',
    signal: AbortSignal.timeout(ANSWER_WITHIN),
  });
  const text = await answer.text();
  if (answer.ok) {
    return {answer, text};
  }
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    body = {code: 'unreadable', status: answer.status, title: t('problem.unreadable')};
  }
  const problem = new Problem(body);
  problem.retryAfter = Number(answer.headers.get('Retry-After') ?? '0') * 1_000;
  throw problem;
}

const noAnswer = () => new Problem({code: 'no-answer', status: 0, title: t('problem.no-answer')});

/**
 * Asks until there is an answer: again after a lost one, with the same key; after a 503 when it says; after a 401 when somebody signed in.
 * A write that had no answer is not sent again as another person: it could be carried out twice.
 */
async function asked(operation, request) {
  const at = address(operation, request);
  const until = Date.now() + (request.patience ?? PATIENCE);
  for (let pause = FIRST_WAIT; ; pause = Math.min(pause * 2, LONGEST_WAIT)) {
    const caller = callerOf(request.token ?? session.value?.token);
    if (unanswered.has(request.key) && unanswered.get(request.key) !== caller) {
      throw noAnswer();
    }
    try {
      const answered = await once(operation, at, request);
      away.value = '';
      unanswered.delete(request.key);
      return answered;
    } catch (failure) {
      if (failure.status === 401 && request.token === undefined) {
        await signedIn();
        continue;
      }
      const lost = !(failure instanceof Problem) || failure.status === 502 || failure.status === 504 || failure.code === 'unreadable';
      if (operation.method !== 'GET' && (lost || failure.status >= 500)) {
        unanswered.set(request.key, caller);
      }
      if (!lost && failure.status !== 503) {
        throw failure;
      }
      away.value = lost ? t('away.service') : failure.message;
      if (Date.now() + pause > until) {
        throw lost ? noAnswer() : failure;
      }
      await wait(Math.max(pause, Math.min(failure.retryAfter ?? 0, LONGEST_WAIT)));
    }
  }
}

/**
 * Calls an operation by its id and gives what it answers. A list is its rows.
 *
 * request: path, query, body, match (the revision insisted on), approvals, accept, token (another person's), patience
 */
export async function call(id, request = {}) {
  const operation = OPERATIONS.get(id);
  const write = operation.method !== 'GET';
  const sent = {...request, key: request.key ?? nextKey()};
  if (write) {
    saving.value++;
  }
  try {
    const {answer, text} = await asked(operation, sent);
    return (answer.headers.get('Content-Type') ?? '').includes('json') ? JSON.parse(text) : text;
  } finally {
    if (write) {
      saving.value--;
    }
  }
}

/** The rows of a list: one page. */
export const list = async (id, request) => {
  const answer = await call(id, request);
  return Array.isArray(answer) ? answer : answer.data;
};

/** Every row of a list, page by page, a thousand at most. */
export async function listAll(id, request = {}) {
  const rows = [];
  let cursor;
  do {
    const page = await call(id, {...request, query: {...request.query, limit: 200, cursor}});
    rows.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && rows.length < 1_000);
  return rows;
}

/** Whether whoever is signed in may call it. */
export const can = id => may(OPERATIONS.get(id).permission);

export {person};
