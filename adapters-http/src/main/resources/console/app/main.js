// The page: sign-in, the way between screens, and what is around them.
import {Part, dialog, form, html, icon, nothing, show, textField} from './parts.js';
import {Problem, away, call, can, list, person, saving} from './api.js';
import {Signal, Uses} from './signal.js';
import {language, t} from './i18n.js';
import {admit, begin, channels, forget, keep, me, session, signInNeeded} from './session.js';
import {stream} from './stream.js';
import {route} from './router.js';

/** Screens by their name in the address: what one must be allowed to see it, and where its module is. */
const SCREENS = [
  {name: 'floor', needs: ['listLayouts', 'getFloor'], load: () => import('../floor/floor.js')},
  {name: 'kitchen', needs: ['listKitchenStations', 'getKitchenQueue'], load: () => import('../kitchen/kitchen.js')},
  {name: 'reservations', needs: ['listReservations', 'listUsages', 'listLayouts'], load: () => import('../reservations/reservations.js')},
  {name: 'shift', needs: ['getCurrentSession'], load: () => import('../shift/shift.js')},
  {name: 'reports', needs: ['getSummaryReport'], load: () => import('../reports/reports.js')},
  {name: 'operations', needs: ['getOverview'], load: () => import('../operations/operations.js')},
];
/** Screens that are reached from another one. */
const INNER = [
  {name: 'order', under: 'floor', needs: ['getOrder'], load: () => import('../order/order.js')},
  {name: 'receipt', under: 'floor', needs: ['getOrder'], load: () => import('../receipt/receipt.js')},
];

const open = () => SCREENS.filter(screen => screen.needs.every(can));

const theme = new Signal(localStorage.getItem('sale.theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
const dress = chosen => {
  document.documentElement.dataset.theme = chosen;
};
dress(theme.value);
theme.watch(chosen => {
  localStorage.setItem('sale.theme', chosen);
  dress(chosen);
});

const signInForm = (state, set, submit, busy, problem) => html`
  <form class="sign-in" @submit=${event => {
    event.preventDefault();
    submit();
  }}>
    ${textField(t('signIn.token'), state.token, token => set({token}), {required: true, type: 'password', max: 8000, focus: true})}
    ${textField(t('signIn.merchant'), state.merchant, merchant => set({merchant}), {required: true, mode: 'numeric', max: 19})}
    ${textField(t('signIn.device'), state.device, device => set({device}), {required: true, max: 100})}
    ${problem ? html`<p class="refusal" role="alert">${problem}</p>` : nothing}
    <button class="big main" ?disabled=${busy || !state.token.trim() || !state.merchant.trim()}>${t('signIn.ok')}</button>
  </form>`;

class Console extends Part {
  constructor() {
    super();
    this.given = {token: '', merchant: session.value?.merchant ?? '', device: localStorage.getItem('sale.device') ?? 'till-1'};
    this.problem = '';
    this.busy = false;
    this.wide = false;
    new Uses(this, session, me, route, theme, saving, away, stream, signInNeeded);
    signInNeeded.watch(needed => needed && this.askAgain());
    session.watch(given => given && this.enter());
  }

  connectedCallback() {
    super.connectedCallback();
    if (session.value) {
      this.enter();
    }
  }

  /** Asks who it is, what they may do and what is sold here. */
  async enter() {
    if (signInNeeded.value) {
      return;
    }
    this.busy = true;
    this.requestUpdate();
    try {
      const answer = await call('getMe', {patience: 15_000});
      channels.value = await list('listChannels', {patience: 15_000});
      admit(answer);
      this.problem = '';
    } catch (failure) {
      forget();
      this.problem = failure instanceof Problem ? failure.words : t('problem.here');
    } finally {
      this.busy = false;
      this.requestUpdate();
    }
  }

  signIn() {
    keep({token: this.given.token.trim(), merchant: this.given.merchant.trim(), device: this.given.device.trim() || 'console'});
    this.given.token = '';
  }

  /** The token is over: what was being done waits below this dialog, and goes on when there is a new one. */
  async askAgain() {
    if (!me.value) {
      forget();
      signInNeeded.value = false;
      this.busy = false;
      this.problem = t('signIn.refused');
      this.requestUpdate();
      return;
    }
    let token;
    while (!token) {
      token = await dialog({
        title: t('signIn.again'),
        fixed: true,
        state: {token: ''},
        draw: d => form(d, async () => {
          d.done(d.state.token.trim());
        }, html`<p>${t('signIn.goesOn')}</p>
          ${textField(t('signIn.token'), d.state.token, text => d.set({token: text}), {required: true, type: 'password', max: 8000, focus: true})}
          <button type="button" @click=${() => {
            forget();
            location.reload();
          }}>${t('signOut')}</button>`,
        {ok: t('signIn.ok'), disabled: !d.state.token.trim()}),
      });
    }
    keep({...session.value, token});
    // It may be another person, who may do other things.
    await call('getMe').then(admit, show);
  }

  settings() {
    return html`<div class="settings">
      <button class="bare" title=${t('language.other')} lang=${language.value === 'vi' ? 'en' : 'vi'} @click=${() => {
        language.value = language.value === 'vi' ? 'en' : 'vi';
      }}>${t('language.short')}</button>
      <button class="bare" aria-label=${t(theme.value === 'dark' ? 'theme.light' : 'theme.dark')} @click=${() => {
        theme.value = theme.value === 'dark' ? 'light' : 'dark';
      }}>${icon(theme.value === 'dark' ? 'sun' : 'moon')}</button>
      ${me.value ? html`<button class="bare" aria-label=${t('signOut')} @click=${() => {
        forget();
        location.hash = '';
      }}>${icon('out')}</button>` : nothing}
    </div>`;
  }

  welcome() {
    return html`<main class="welcome"><div class="card">
      <h1>${t('signIn.title')}</h1>
      ${session.value ? html`<p role="status">${t('signIn.asking')}</p>` : signInForm(this.given, changes => {
        Object.assign(this.given, changes);
        this.requestUpdate();
      }, () => this.signIn(), this.busy, this.problem)}
      ${away.value ? html`<p class="refusal" role="status">${away.value}</p>` : nothing}
    </div>${this.settings()}</main>`;
  }

  /** One line about what is not as it should be, and only then. */
  state() {
    const text = away.value ? t('state.away', {what: away.value})
      : stream.value === 'away' ? t('state.polling')
      : saving.value ? t('state.saving') : '';
    return html`<p class="state ${away.value || stream.value === 'away' ? 'bad' : ''}" role="status" ?hidden=${!text}>${text}</p>`;
  }

  render() {
    document.title = t('title');
    if (!me.value) {
      return html`${this.welcome()}<sale-dialogs></sale-dialogs><sale-toasts></sale-toasts>`;
    }
    const screens = open();
    const at = route.value;
    const screen = [...screens, ...INNER.filter(inner => inner.needs.every(can))].find(one => one.name === at.screen) ?? screens[0];
    if (!screen) {
      return html`<main class="welcome"><div class="card"><p>${t('nothingToSee')}</p></div>${this.settings()}</main>`;
    }
    return html`<div class="shell ${screens.length === 1 ? 'alone' : ''} ${at.wide ? 'wide' : ''}">
      <nav aria-label=${t('nav')}>
        <div class="places">${screens.map(one => html`<a href="#/${one.name}"
          aria-current=${(screen.under ?? screen.name) === one.name ? 'page' : nothing}>${icon(one.name)}<span>${t(`nav.${one.name}`)}</span></a>`)}</div>
        <div class="who"><span>${person(session.value.token).name}</span>${this.settings()}</div>
      </nav>
      ${this.state()}
      <main>${this.shown(screen, at)}</main>
    </div><sale-dialogs></sale-dialogs><sale-toasts></sale-toasts>`;
  }

  shown(screen, at) {
    if (!screen.draw) {
      screen.load().then(module => {
        screen.draw = module.draw;
        this.requestUpdate();
      }, failure => show(failure));
      return html`<p class="loading" role="status">${t('loading')}</p>`;
    }
    return screen.draw(at.args);
  }
}

begin();
customElements.define('sale-console', Console);
