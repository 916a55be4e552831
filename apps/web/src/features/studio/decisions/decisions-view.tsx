import { Button, NativeSelect } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../../../i18n/words.js';
import { CommandDialog } from '../../../ui/confirm.js';
import { PartList } from '../part-list.js';
import type { StudioSession } from '../session.js';
import { DecisionEditing, type DecisionPart } from './decision-editing.js';
import { newDecision } from './new-decision.js';
import { decisionsWords } from './words.js';

/** The decisions of the draft, each a DMN document, edited with dmn-js. */
export function DecisionsView({ session, canWrite }: { session: StudioSession; canWrite: boolean }): ReactNode {
  const t = useWords(decisionsWords);
  const { decisions } = session.attachments;
  const [chosen, setChosen] = useState(Object.keys(decisions)[0] ?? '');
  const [removing, setRemoving] = useState(false);
  const add = (key: string): void => {
    session.attach({ decisions: { ...session.attachments.decisions, [key]: newDecision(key, t('input'), t('output')) } });
    setChosen(key);
  };
  const remove = (): void => {
    const { [chosen]: _, ...rest } = session.attachments.decisions;
    session.attach({ decisions: rest });
    setChosen(Object.keys(rest)[0] ?? '');
    setRemoving(false);
  };
  return (
    <>
      <PartList title={t('title')} keys={Object.keys(decisions)} chosen={chosen} choose={setChosen} add={canWrite ? add : null} words={{ choose: t('choose'), key: t('key'), hint: t('keyHint'), add: t('add'), taken: t('taken'), wrong: t('wrongKey') }} />
      {decisions[chosen] === undefined ? <p className="empty">{t('none')}</p> : <Editor key={chosen} session={session} name={chosen} canWrite={canWrite} remove={() => setRemoving(true)} />}
      {removing && <CommandDialog title={t('remove')} submit={t('remove')} danger busy={false} error={null} close={() => setRemoving(false)} run={remove}><p>{t('ask', { name: chosen })}</p></CommandDialog>}
    </>
  );
}

function Editor({ session, name, canWrite, remove }: { session: StudioSession; name: string; canWrite: boolean; remove: () => void }): ReactNode {
  const t = useWords(decisionsWords);
  const box = useRef<HTMLDivElement>(null);
  const editing = useRef<DecisionEditing>(null);
  const [parts, setParts] = useState<DecisionPart[]>([]);
  const [shown, setShown] = useState('');
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const made = new DecisionEditing(box.current!, (xml) => session.attach({ decisions: { ...session.attachments.decisions, [name]: xml } }));
    editing.current = made;
    made.open(session.attachments.decisions[name]!).then((found) => {
      setParts(found);
      setShown(found.find(({ type }) => type !== 'drd')?.id ?? found[0]?.id ?? '');
    }, () => setBroken(true));
    return () => made.destroy();
  }, [session, name]);
  const show = (id: string): void => {
    setShown(id);
    void editing.current?.show(id);
  };
  return (
    <section aria-label={t('editor')} className="stack">
      <div className="studio-form-head">
        {parts.length > 1 && <NativeSelect label={t('view')} value={shown} data={parts.map(({ id, name: label, type }) => ({ value: id, label: type === 'drd' ? t('drd') : label }))} onChange={(event) => show(event.currentTarget.value)} />}
        {canWrite && <Button variant="subtle" color="late" onClick={remove}>{t('remove')}</Button>}
      </div>
      {broken && <p className="note note-error" role="alert">{t('broken')}</p>}
      <div ref={box} className="studio-decision-editor" inert={!canWrite} />
    </section>
  );
}
