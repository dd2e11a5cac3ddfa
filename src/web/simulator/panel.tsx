/** The controls beside the phone: look, clock, network, faults, people. */

import { looks } from '../../channels/simulator/look.js';
import { faults } from '../../channels/simulator/phones.js';
import { Icon } from './icons.js';
import type { Words } from './words.js';

const hour = 3_600_000;
const skips = [
  ['clock.hour', hour],
  ['clock.day', 25 * hour],
  ['clock.days', 72 * hour],
] as const;

export const Panel = ({ words: { say: t } }: { words: Words }) => (
  <aside class="panel" id="panel" aria-label={t('panel')}>
    <div class="panel-head">
      <h1>{t('title')}</h1>
      <button type="button" class="round quiet panel-toggle" id="panel-close" aria-label={t('panel.close')}>
        <Icon name="close" />
      </button>
    </div>
    <p class="intro">{t('intro')}</p>

    <fieldset>
      <legend>{t('look')}</legend>
      <div class="segments">
        {looks.map((look) => (
          <label>
            <input type="radio" name="look" value={look} />
            <span>{t(`look.${look}`)}</span>
          </label>
        ))}
      </div>
      {looks.map((look) => (
        <p class="about" data-only={look}>
          {t(`look.${look}.about`)}
        </p>
      ))}
    </fieldset>

    <fieldset>
      <legend>{t('clock')}</legend>
      <p class="clock" data-clock="whole" />
      <div class="row">
        {skips.map(([key, ms]) => (
          <button type="button" class="key" data-advance={String(ms)}>
            {t(key)}
          </button>
        ))}
      </div>
      <p class="about">{t('clock.about')}</p>
      <p class="window" id="window" data-only="whatsapp" />
    </fieldset>

    <fieldset>
      <legend>{t('phone')}</legend>
      <label class="switch">
        <input type="checkbox" id="online" checked />
        <span>{t('phone.online')}</span>
      </label>
      <label class="switch">
        <input type="checkbox" id="block" />
        <span>{t('phone.blocked')}</span>
      </label>
      <div class="row">
        <button type="button" class="key" id="edit" data-only="telegram">
          {t('phone.edit')}
        </button>
        <button type="button" class="key" id="repeat">
          {t('phone.repeat')}
        </button>
      </div>
      <label class="field">
        <span>{t('fault')}</span>
        <select id="fault">
          <option value="">{t('fault.none')}</option>
          {faults.map((fault) => (
            <option value={fault}>{t(`fault.${fault}`)}</option>
          ))}
        </select>
      </label>
    </fieldset>

    <fieldset>
      <legend>{t('person')}</legend>
      <div class="row">
        <button type="button" class="key" id="person-new">
          {t('person.new')}
        </button>
        <a class="key" href="/simulador?persona=nueva" target="_blank" rel="noopener">
          {t('person.tab')}
        </a>
      </div>
    </fieldset>

    <nav class="links" aria-label={t('links')}>
      <a href="/panel">{t('links.panel')}</a>
      <a href="/">{t('links.public')}</a>
      <a href={`/simulador?lang=${t('links.language.code')}`} lang={t('links.language.code')}>
        {t('links.language')}
      </a>
    </nav>
  </aside>
);
