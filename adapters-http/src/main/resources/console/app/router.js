// Where one is: #/screen/argument/argument
import {Signal} from './signal.js';

const read = () => {
  const [, screen = '', ...args] = location.hash.split('/');
  return {screen, args: args.map(decodeURIComponent)};
};

export const route = new Signal(read());
addEventListener('hashchange', () => {
  route.value = read();
});

export const go = (...parts) => {
  location.hash = `#/${parts.map(encodeURIComponent).join('/')}`;
};
