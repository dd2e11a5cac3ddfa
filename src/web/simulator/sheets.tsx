/** What slides up over the chat: attachments, a place, and WhatsApp's list. */
import { Icon, type IconName } from './icons.js';
import type { WordKey, Words } from './words.js';

/** Places to share without leaving the chair. */
const places = [
  ['Cusco', -13.5167, -71.9781],
  ['Lima', -12.0464, -77.0428],
  ['Arequipa', -16.399, -71.5369],
  ['Iquitos', -3.7437, -73.2516],
  ['Puno', -15.8402, -70.0219],
  ['Huaraz', -9.5278, -77.5278],
] as const;

const attachments = [
  ['photo', 'attach.photo'],
  ['audio', 'attach.audio'],
  ['file', 'attach.file'],
  ['place', 'attach.place'],
  ['sticker', 'attach.sticker'],
  ['contact', 'attach.contact'],
] as const satisfies readonly (readonly [IconName, WordKey])[];

export const Sheets = ({ words: { say: t } }: { words: Words }) => (
  <>
    <dialog class="sheet" id="sheet-attach" aria-label={t('attach')}>
      <SheetHead title={t('attach')} close={t('sheet.close')} />
      <div class="tiles">
        {attachments.map(([name, key]) => (
          <button type="button" class="tile" data-attach={name}>
            <Icon name={name} />
            <span>{t(key)}</span>
          </button>
        ))}
      </div>
      <input type="file" id="pick" hidden />
    </dialog>

    <dialog class="sheet" id="sheet-place" aria-label={t('place')}>
      <SheetHead title={t('place')} close={t('sheet.close')} />
      <div class="row">
        {places.map(([name, latitude, longitude]) => (
          <button
            type="button"
            class="key"
            data-latitude={String(latitude)}
            data-longitude={String(longitude)}
          >
            {name}
          </button>
        ))}
      </div>
      <form id="place-form" class="place-form">
        <label class="field">
          <span>{t('place.latitude')}</span>
          <input type="number" name="latitude" step="any" min="-90" max="90" required />
        </label>
        <label class="field">
          <span>{t('place.longitude')}</span>
          <input type="number" name="longitude" step="any" min="-180" max="180" required />
        </label>
        <button type="submit" class="key">
          {t('place.share')}
        </button>
      </form>
      <button type="button" class="key" id="place-here">
        {t('place.here')}
      </button>
    </dialog>

    <dialog class="sheet" id="sheet-list" aria-labelledby="sheet-list-title">
      <SheetHead title="" close={t('sheet.close')} id="sheet-list-title" />
      <form id="list-form">
        <div class="list-rows" id="list-rows" />
        <button type="submit" class="wide">
          {t('list.send')}
        </button>
      </form>
    </dialog>
  </>
);

const SheetHead = ({ title, close, id }: { title: string; close: string; id?: string }) => (
  <div class="sheet-head">
    <strong {...(id ? { id } : {})}>{title}</strong>
    <button type="button" class="round quiet" data-close aria-label={close}>
      <Icon name="close" />
    </button>
  </div>
);
