import type { PaperView } from '#contract';
import { type ReactNode, useId, useState } from 'react';
import { at, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { useNow } from '../../time/now.js';
import { useProblemText } from '../../ui/states.js';
import { taskWords } from './task-words.js';

const MOST_BYTES = 20 * 1024 * 1024;

/** Hands in the scan of one paper as soon as the file is chosen. */
export function PaperUpload({ dossier, code, name, onDone }: { dossier: string; code: string; name: string; onDone: () => void }): ReactNode {
  const t = useWords(taskWords);
  const say = useProblemText();
  const id = useId();
  const [tooLarge, setTooLarge] = useState(false);
  const now = useNow();
  const upload = useCommand((body: FormData, key) => request<PaperView>('POST', at`/dossiers/${dossier}/papers`, { body, key }), onDone);
  const choose = (file: File | undefined): void => {
    setTooLarge(file !== undefined && file.size > MOST_BYTES);
    if (!file || file.size > MOST_BYTES) return;
    const body = new FormData();
    body.set('code', code);
    body.set('name', name);
    // A machine whose clock is ahead has no scan of the future.
    if (file.lastModified <= now.getTime()) body.set('scannedAt', new Date(file.lastModified).toISOString());
    body.set('file', file);
    upload.mutate(body);
  };
  return (
    <span className="upload">
      <label htmlFor={id} className="visually-hidden">{t('attach')}: {name}</label>
      <input id={id} type="file" accept=".pdf,image/*" disabled={upload.isPending} onChange={(event) => choose(event.currentTarget.files?.[0])} />
      <span role="status" className="sub">{upload.data && t('uploaded', { name: upload.data.fileName ?? name })}</span>
      {(tooLarge || upload.error) && <span className="field-error" role="alert">{tooLarge ? t('tooLarge') : say(upload.error!)}</span>}
    </span>
  );
}
