// What the people are called whom rows name: asked once for all whose ids are on screen.
import {list} from './api.js';
import {session} from './session.js';
import {Signal} from './signal.js';

const AT_ONCE = 100;
const PERSON = 'user:';

/** Names by id; null while asked for and of who has none. */
export const people = new Signal(new Map());

let wanted = new Set();

const learn = entries => {
  people.value = new Map([...people.value, ...entries]);
};

async function ask() {
  const ids = [...wanted].slice(0, AT_ONCE);
  wanted = new Set([...wanted].slice(AT_ONCE));
  if (wanted.size) {
    setTimeout(ask);
  }
  const {value: asking} = session;
  if (!asking) {
    return;
  }
  try {
    const named = await list('listPeople', {query: {ids: ids.join(',')}});
    if (session.value?.merchant === asking.merchant) {
      learn(named.map(({person, name}) => [person, name]));
    }
  } catch {
    // The ids stay on screen, and are asked for again the next time they are drawn.
    ids.forEach(id => people.value.delete(id));
  }
}

session.watch(() => {
  people.value = new Map();
});

/** Whether the id is a person's: services and the sale service itself act too. */
export const isPerson = id => id?.startsWith(PERSON) ?? false;

/** What people read for the id of whoever did something: the name, with the id where another one on screen has the same; else the id. */
export function personName(id) {
  if (!isPerson(id)) {
    return id ?? '';
  }
  const known = people.value;
  if (!known.has(id)) {
    known.set(id, null);
    if (!wanted.size) {
      setTimeout(ask);
    }
    wanted.add(id);
  }
  const name = known.get(id);
  const plain = id.slice(PERSON.length);
  if (!name) {
    return plain;
  }
  return [...known].some(([other, others]) => other !== id && others === name) ? `${name} (${plain})` : name;
}
