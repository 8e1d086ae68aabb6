// Live updates: one WebSocket for the page. Whoever shows something watches the rooms of what it shows.
import {base} from './page.js';
import {Signal} from './signal.js';
import {session} from './session.js';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;
const POLL_EVERY = 10_000;
const SILENCE = 40_000;
const REFUSED_WAIT = 2_000;

/** 'live', 'connecting', or 'away': then every watcher is asked to read again each ten seconds. */
export const stream = new Signal('connecting');

const watchers = new Set();
let socket = null;
let resume = '';
let pause = FIRST_WAIT;
let heard = 0;
let retry = 0;
let missed = false;
const asked = new Set();

const wanted = () => new Set([...watchers].flatMap(watcher => watcher.rooms));
const again = () => watchers.forEach(watcher => watcher.reread());
const say = message => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message));

/** Asks for rooms. What happens between a read and the subscription would be seen by neither: who watches them reads once they are given. */
function ask(rooms) {
  rooms.forEach(room => asked.add(room));
  say({subscribe: rooms});
}

function received(text) {
  heard = Date.now();
  const message = JSON.parse(text);
  resume = message.resume ?? resume;
  if (message.type === 'ready') {
    pause = FIRST_WAIT;
    const rooms = [...wanted()];
    say({subscribe: rooms});
    stream.value = 'live';
    missed = !message.complete;
  } else if (message.type === 'subscribed') {
    const given = message.rooms.filter(room => asked.delete(room));
    if (missed) {
      missed = false;
      again();
    } else if (given.length) {
      watchers.forEach(watcher => watcher.rooms.some(room => given.includes(room)) && watcher.reread());
    }
  } else if (message.type === 'refused' && message.room && /-unavailable$|^overloaded$/.test(message.reason)) {
    // It could not be looked up: as good as away for who watches it.
    setTimeout(() => wanted().has(message.room) && ask([message.room]), REFUSED_WAIT);
  } else if (message.type === 'event') {
    watchers.forEach(watcher => watcher.rooms.includes(message.room) && watcher.heard(message));
  }
}

function lost() {
  socket = null;
  if (!session.value || !watchers.size) {
    stream.value = 'connecting';
    return;
  }
  stream.value = 'away';
  clearTimeout(retry);
  retry = setTimeout(connect, pause * (0.7 + Math.random() * 0.6));
  pause = Math.min(pause * 2, LONGEST_WAIT);
}

function connect() {
  if (socket || !session.value || !watchers.size) {
    return;
  }
  const mine = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${base}/stream`);
  socket = mine;
  mine.addEventListener('open', () => {
    const hello = {token: session.value.token, merchantId: session.value.merchant};
    mine.send(JSON.stringify(resume ? {...hello, resume} : hello));
  });
  mine.addEventListener('message', event => received(event.data));
  mine.addEventListener('close', () => socket === mine && lost());
}

// A connection that is silent for longer than its heartbeat is lost, whatever the browser believes.
setInterval(() => {
  if (socket && stream.value === 'live' && Date.now() - heard > SILENCE) {
    const silent = socket;
    socket = null;
    silent.close();
    lost();
  }
  if (stream.value === 'away') {
    again();
  }
}, POLL_EVERY);

// A page that was asleep may have missed everything.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') {
    pause = FIRST_WAIT;
    again();
    connect();
  }
});
addEventListener('online', () => {
  pause = FIRST_WAIT;
  connect();
});

session.watch(given => {
  const signedIn = socket;
  socket = null;
  resume = '';
  signedIn?.close();
  if (given) {
    connect();
  }
});

/**
 * Watches rooms: heard(event) for each event, reread() when events may have been missed. Gives the way to stop it.
 */
export function watch(rooms, {heard: onEvent, reread}) {
  const watcher = {rooms, heard: onEvent, reread};
  const before = wanted();
  watchers.add(watcher);
  connect();
  const missing = rooms.filter(room => !before.has(room));
  if (missing.length) {
    ask(missing);
  }
  return () => {
    watchers.delete(watcher);
    const left = wanted();
    const gone = rooms.filter(room => !left.has(room));
    if (gone.length) {
      say({unsubscribe: gone});
    }
  };
}

/** Reads at once after a pause, else at most so often, and always after the last event: many events become one read. */
export function calm(read, millis = 150) {
  let timer = 0;
  let running = false;
  let again = false;
  let last = 0;
  const plan = () => {
    timer ||= setTimeout(run, Math.max(0, last + millis - Date.now()));
  };
  const run = async () => {
    timer = 0;
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      await read();
    } finally {
      running = false;
      last = Date.now();
      if (again) {
        again = false;
        plan();
      }
    }
  };
  return plan;
}
