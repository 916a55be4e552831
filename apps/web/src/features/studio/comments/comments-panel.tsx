import type { CommentView } from '#contract';
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useCommand } from '../../../api/command.js';
import { useLanguage } from '../../../i18n/language.js';
import { useWords } from '../../../i18n/words.js';
import { formatInstant } from '../../../time/format.js';
import { ProblemNote } from '../../../ui/states.js';
import { resolveComment, writeComment } from '../draft/draft-api.js';
import type { StudioModeler } from '../modeler/studio-modeler.js';
import { commentWords } from './words.js';

interface Props {
  draft: string;
  comments: readonly CommentView[];
  modeler: StudioModeler;
  selected: readonly string[];
}

/** Remarks on the draft, each pinned to an element or to the whole; a new one is about what is chosen. */
export function CommentsPanel({ draft, comments, modeler, selected }: Props): ReactNode {
  const t = useWords(commentWords);
  const [all, setAll] = useState(false);
  const resolved = comments.filter(({ resolvedAt }) => resolvedAt !== null).length;
  const shown = comments.filter(({ resolvedAt }) => all || resolvedAt === null);
  return (
    <div className="stack">
      <NewComment draft={draft} modeler={modeler} element={selected.length === 1 ? selected[0] : undefined} />
      {shown.length === 0 && <p className="sub">{t('none')}</p>}
      <ul className="lines">{shown.map((comment) => <Comment key={comment.id} draft={draft} comment={comment} modeler={modeler} />)}</ul>
      {resolved > 0 && <label><input type="checkbox" checked={all} onChange={(event) => setAll(event.currentTarget.checked)} /> {t('showResolved', { count: resolved })}</label>}
    </div>
  );
}

function NewComment({ draft, modeler, element }: { draft: string; modeler: StudioModeler; element: string | undefined }): ReactNode {
  const t = useWords(commentWords);
  const [text, setText] = useState('');
  const send = useCommand((body: { element?: string; text: string }, key) => writeComment(draft, body, key), () => setText(''));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send.mutate({ ...(element && { element }), text });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Textarea label={t('write')} description={element ? t('about', { name: modeler.nameOf(element) }) : t('whole')} rows={2} required value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <Button type="submit" size="compact-md" loading={send.isPending} disabled={text.trim() === ''}>{t('send')}</Button>
      <ProblemNote error={send.error} />
    </form>
  );
}

function Comment({ draft, comment, modeler }: { draft: string; comment: CommentView; modeler: StudioModeler }): ReactNode {
  const t = useWords(commentWords);
  const language = useLanguage();
  const resolve = useCommand((id: string, key) => resolveComment(draft, id, key));
  const { element, resolvedAt, resolvedBy } = comment;
  return (
    <li>
      <p style={{ whiteSpace: 'pre-wrap' }}>{comment.text}</p>
      <p className="sub">{t('by', { who: comment.by.name, when: formatInstant(comment.at, language) })}</p>
      {resolvedAt ? <p className="sub">✓ {t('resolved', { who: resolvedBy?.name ?? '', when: formatInstant(resolvedAt, language) })}</p> : (
        <div className="finding-actions">
          {element && modeler.find(element) && <button type="button" className="plain" onClick={() => modeler.show(element)}>{t('show', { name: modeler.nameOf(element) })}</button>}
          <button type="button" className="plain" disabled={resolve.isPending} onClick={() => resolve.mutate(comment.id)}>{t('resolve')}</button>
        </div>
      )}
      <ProblemNote error={resolve.error} />
    </li>
  );
}
