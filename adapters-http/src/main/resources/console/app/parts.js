// What every screen is made of.
import {LitElement, html, nothing, svg} from 'lit';
import {repeat} from 'lit-html/directives/repeat.js';
import {Directive, directive} from 'lit-html/directive.js';
import {Problem, call} from './api.js';
import {Signal, Uses} from './signal.js';
import {language, t, word, zone} from './i18n.js';
import {people} from './people.js';
import {channels, me} from './session.js';
import {digitsOf, exactly, typed} from './money.js';

export {html, nothing, repeat};

/** Each minute, and a little more often: whoever shows a duration uses it. */
export const now = new Signal(Date.now());
setInterval(() => {
  now.value = Date.now();
}, 15_000);

/** An element in the page's own tree: one style sheet, and labels that name each other. */
export class Part extends LitElement {
  constructor() {
    super();
    new Uses(this, language, zone, me, channels, now, people);
  }

  createRenderRoot() {
    return this;
  }

  /** Does it and shows a refusal in words. True when it went well. */
  async run(action) {
    try {
      await action();
      return true;
    } catch (failure) {
      show(failure);
      return false;
    }
  }
}

// A style attribute is refused by the page's policy; a style set by script is not.
class Place extends Directive {
  render() {
    return nothing;
  }

  update(part, [styles]) {
    for (const [name, value] of Object.entries(styles)) {
      part.element.style.setProperty(name, value);
    }
    return nothing;
  }
}

/** Sets styles of its element: ${place({left: '10%'})}. */
export const place = directive(Place);

const PATHS = {
  floor: 'M4 5h7v6H4zM14 5h6v6h-6zM4 14h7v5H4zM14 14h6v5h-6z',
  order: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  kitchen: 'M5 11h14v8H5zM8 11V8a4 4 0 0 1 8 0v3M3 11h18',
  shift: 'M4 10h16v10H4zM7 10V4h10v6M9 15h6',
  reservations: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  reports: 'M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6',
  operations: 'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2',
  back: 'M15 5l-7 7 7 7',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M4.600 12h.8M11.600 12h.8M18.600 12h.8',
  plus: 'M12 5v14M5 12h14',
  less: 'M5 12h14',
  search: 'M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM16 16l4 4',
  erase: 'M8 6h12v12H8l-5-6zM11 10l5 4M16 10l-5 4',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2',
  moon: 'M19 14a8 8 0 1 1-9-10 6.500 6.500 0 0 0 9 10z',
  out: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  sound: 'M4 10v4h4l5 4V6L8 10zM16 9a4 4 0 0 1 0 6',
  mute: 'M4 10v4h4l5 4V6L8 10zM17 10l4 4M21 10l-4 4',
  full: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  guests: 'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 20c0-4 3-6 6-6s6 2 6 6M16 5a3 3 0 0 1 0 6M17 14c2.500.5 4 2.500 4 6',
};

export const icon = name => svg`<svg class="icon icon-${name}" viewBox="0 0 24 24" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;

// Toasts: what happened, beside what one does.
const toasts = new Signal([]);
let toasted = 0;

export function toast(text, kind = 'info') {
  const one = {id: ++toasted, text, kind};
  toasts.value = [...toasts.value.slice(-3), one];
  setTimeout(() => dismiss(one), kind === 'bad' ? 12_000 : 5_000);
}

function dismiss(one) {
  toasts.value = toasts.value.filter(other => other !== one);
}

/** Shows a failure in words. */
export function show(failure) {
  if (failure === null) {
    return;
  }
  if (failure instanceof Problem) {
    toast(failure.words, 'bad');
  } else {
    console.error(failure);
    toast(t('problem.here'), 'bad');
  }
}

class Toasts extends Part {
  constructor() {
    super();
    new Uses(this, toasts);
  }

  render() {
    return html`<div class="toasts" role="region" aria-label=${t('messages')} aria-live="polite">
      ${toasts.value.map(one => html`<div class="toast ${one.kind}">
        <span>${one.text}</span>
        <button class="bare" aria-label=${t('close')} @click=${() => dismiss(one)}>${icon('close')}</button>
      </div>`)}
    </div>`;
  }
}
customElements.define('sale-toasts', Toasts);

// Dialogs, one above the other.
const dialogs = new Signal([]);
let opened = 0;

/**
 * Opens a dialog and gives what it was ended with; undefined when it was closed.
 *
 * draw(d) draws its content; d.done(value) ends it, d.set({...}) changes d.state, d.run(action) does something and shows a refusal. A
 * fixed one is not left by a key or a cross.
 */
export function dialog({title, draw, state = {}, kind = '', fixed = false}) {
  return new Promise(resolve => {
    const one = {id: ++opened, title, draw, kind, fixed, state, problem: null, busy: false, element: null};
    one.done = value => {
      if (dialogs.value.includes(one)) {
        dialogs.value = dialogs.value.filter(other => other !== one);
        one.element?.querySelector('dialog')?.close();
        resolve(value);
      }
    };
    one.redraw = () => one.element?.requestUpdate();
    one.set = changes => {
      Object.assign(one.state, changes);
      one.redraw();
    };
    one.run = async action => {
      one.busy = true;
      one.problem = null;
      one.redraw();
      try {
        await action();
      } catch (failure) {
        if (failure instanceof Problem) {
          one.problem = failure;
        } else {
          show(failure);
        }
      } finally {
        one.busy = false;
        one.redraw();
      }
    };
    dialogs.value = [...dialogs.value, one];
  });
}

class SaleDialog extends Part {
  static properties = {of: {attribute: false}};

  firstUpdated() {
    this.of.element = this;
    const element = this.querySelector('dialog');
    element.showModal();
    element.querySelector('[autofocus]')?.focus();
  }

  render() {
    const one = this.of;
    const id = `dialog-${one.id}`;
    return html`<dialog aria-labelledby=${id} class=${one.kind} @close=${() => one.done()} @cancel=${event => one.fixed && event.preventDefault()}>
      <div class="dialog-head"><h2 id=${id}>${one.title}</h2>
        ${one.fixed ? nothing : html`<button class="bare" aria-label=${t('close')} @click=${() => one.done()}>${icon('close')}</button>`}</div>
      <div class="content">${one.draw(one)}
        ${one.problem ? html`<p class="refusal" role="alert">${one.problem.words}</p>` : nothing}</div>
    </dialog>`;
  }
}
customElements.define('sale-dialog', SaleDialog);

class Dialogs extends Part {
  constructor() {
    super();
    new Uses(this, dialogs);
  }

  render() {
    return repeat(dialogs.value, one => one.id, one => html`<sale-dialog .of=${one}></sale-dialog>`);
  }
}
customElements.define('sale-dialogs', Dialogs);

/** A form in a dialog: its button at the end, sent by Enter. */
export const form = (d, submit, content, {ok, bad = false, disabled = false}) => html`
  <form @submit=${event => {
    event.preventDefault();
    if (!d.busy && !disabled) {
      d.run(submit);
    }
  }}>${content}
    <footer><button class="big ${bad ? 'bad' : 'main'}" ?disabled=${d.busy || disabled}>${ok}</button></footer>
  </form>`;

/** Asks whether to do it. */
export const confirm = ({title, text, ok, bad = false}) => dialog({
  title,
  draw: d => html`<p>${text}</p><footer>
    <button class="big ${bad ? 'bad' : 'main'}" autofocus @click=${() => d.done(true)}>${ok}</button></footer>`,
});

/** A field with its label and what is wrong with it. */
export const field = (label, input, wrong = '') => html`<label class="field"><span>${label}</span>${input}
  ${wrong ? html`<span class="refusal">${wrong}</span>` : nothing}</label>`;

export const textField = (label, value, change, {wrong = '', type = 'text', required = false, max = 255, focus = false, mode = ''} = {}) =>
  field(label, html`<input type=${type} .value=${value} maxlength=${max} ?required=${required} ?autofocus=${focus}
    inputmode=${mode || nothing} autocomplete="off" @input=${event => change(event.target.value)}>`, wrong);

/** Choices of which one holds. */
export const choices = (label, options, chosen, choose) => html`<div class="choices" role="radiogroup" aria-label=${label}>
  ${options.map(([value, text]) => html`<button type="button" role="radio" aria-checked=${value === chosen}
    @click=${() => choose(value)}>${text}</button>`)}</div>`;

/** Reasons one tap away: of the merchant's list by their code, or usual words that go into a field below them. */
export function reasonField(value, change, {list = [], usual = [], required = true, focus = false, label = t('reason'), max = 255} = {}) {
  const near = list.length ? list : usual.map(text => ({code: text, name: text}));
  return html`${near.length ? html`<div class="choices" role="group" aria-label=${label}>${near.map(({code, name}) => html`<button type="button"
      aria-pressed=${code === value} @click=${() => change(code)}>${name}</button>`)}</div>` : nothing}
    ${list.length ? nothing : textField(label, value, change, {required, focus, max})}`;
}

/** Asks for a reason; of the merchant's list when there is one. */
export const askReason = ({title, ok, list = [], usual = [], bad = true, submit}) => dialog({
  title,
  state: {reason: ''},
  draw: d => form(d, async () => d.done(submit ? await submit(d.state.reason.trim()) ?? true : d.state.reason.trim()),
    reasonField(d.state.reason, reason => d.set({reason}), {list, usual, focus: !usual.length}),
    {ok, bad, disabled: !d.state.reason.trim()}),
});

/** Asks for a number on a pad. */
export const askNumber = ({title, ok, value = '', label}) => dialog({
  title,
  state: {value},
  draw: d => form(d, async () => d.done(d.state.value), html`<sale-pad .value=${d.state.value} .label=${label}
    @pad=${event => d.set({value: event.detail})}></sale-pad>`, {ok, disabled: !/^[1-9]\d*$/.test(d.state.value)}),
});

/** A pad of digits with what was typed above it; a keyboard types as well. */
class Pad extends Part {
  static properties = {value: {attribute: false}, label: {attribute: false}, currency: {attribute: false}};

  constructor() {
    super();
    this.value = '';
    this.label = '';
    this.currency = '';
  }

  change(value) {
    if (value.length <= 14) {
      this.dispatchEvent(new CustomEvent('pad', {detail: value}));
    }
  }

  render() {
    const keys = [...'123456789'];
    const point = this.currency && digitsOf(this.currency) > 0;
    return html`<div class="pad">
      <input aria-label=${this.label} placeholder=${this.label} inputmode="none" autocomplete="off" autofocus .value=${this.value}
        @input=${event => this.change(event.target.value.replace(/[^\d.,]/g, ''))}>
      ${keys.map(key => html`<button type="button" @click=${() => this.change(this.value + key)}>${key}</button>`)}
      ${point ? html`<button type="button" @click=${() => this.change(`${this.value}.`)}>.</button>`
        : html`<button type="button" @click=${() => this.value && this.change(`${this.value}000`)}>000</button>`}
      <button type="button" @click=${() => this.change(`${this.value}0`)}>0</button>
      <button type="button" aria-label=${t('erase')} @click=${() => this.change(this.value.slice(0, -1))}>${icon('erase')}</button>
    </div>`;
  }
}
customElements.define('sale-pad', Pad);

/** What was typed on a pad as an amount; empty when it is none. */
export const amountOf = (text, currency) => typed(text, currency);

const ABOVE_LIMIT = 'SaleOrder.discountAboveLimit';

/** What somebody else has to allow, and about what; empty when it is no such refusal. A discount is allowed up to its amount, each by itself. */
function lacking(failure) {
  if (failure.code === 'discount-above-limit') {
    return failure.body.aboveLimit.map(({itemId, discount}) => ({permission: ABOVE_LIMIT, bound: {amount: discount, ...(itemId ? {itemId} : {})}}));
  }
  // Without its amount an approval of a discount would not be one.
  return failure.status === 403 && failure.permission && failure.permission !== ABOVE_LIMIT ? [{permission: failure.permission, bound: {}}] : [];
}

/** Asks the second person: whoever may do it lends the permission, once, for this order or shift. */
async function approval({permission, bound}, about, currency) {
  return dialog({
    title: t('approval.title'),
    state: {token: '', reason: ''},
    draw: d => form(d, async () => {
      const given = await call('createApproval', {
        token: d.state.token.trim(),
        body: {action: permission, ...about, ...bound, reason: d.state.reason.trim()},
      });
      d.done(given.token);
    }, html`<p>${t('approval.why', {permission: word('permission', permission)})}</p>
      ${bound.amount ? html`<p class="due-line"><span>${t(bound.itemId ? 'approval.ofLine' : 'approval.ofOrder')}</span>
        <b class="amount">−${exactly(bound.amount, currency)}</b></p>` : nothing}
      ${textField(t('approval.token'), d.state.token, token => d.set({token}), {type: 'password', required: true, focus: true, max: 4000})}
      ${textField(t('reason'), d.state.reason, reason => d.set({reason}), {required: true})}`,
    {ok: t('approval.ok'), disabled: !d.state.token.trim() || !d.state.reason.trim()}),
  });
}

// As many as the service takes with one request.
const MOST_APPROVALS = 5;

/**
 * Tries; when it needs somebody else's permission, asks for it and tries again with the approval.
 *
 * about: {orderId} or {posSessionId}. attempt takes the approvals so far. Gives null when nobody approved. currency is that of a discount.
 */
export async function approved(about, attempt, currency = '') {
  const approvals = [];
  for (;;) {
    try {
      return await attempt(approvals);
    } catch (failure) {
      const lacked = failure instanceof Problem ? lacking(failure) : [];
      if (!lacked.length || approvals.length + lacked.length > MOST_APPROVALS) {
        throw failure;
      }
      for (const one of lacked) {
        const token = await approval(one, about, currency);
        if (!token) {
          return null;
        }
        approvals.push(token);
      }
    }
  }
}

/** A menu of what else can be done. */
export const actions = (title, entries) => dialog({
  title,
  kind: 'narrow',
  draw: d => html`<div class="actions">${entries.filter(Boolean).map(entry => html`<button class=${entry.bad ? 'bad-text' : ''}
    @click=${() => {
      d.done();
      entry.run();
    }}>${entry.text}</button>`)}</div>`,
});

/** Loads the style sheet beside a module, before anything of it is drawn. */
export const dressed = module => new Promise((done, failed) => {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = module.replace(/\.js$/, '.css');
  link.onload = done;
  link.onerror = () => failed(new Error(`cannot load ${link.href}`));
  document.head.append(link);
});
