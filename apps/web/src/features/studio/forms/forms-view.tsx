import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../../../i18n/words.js';
import { CommandDialog } from '../../../ui/confirm.js';
import { PartList } from '../part-list.js';
import type { StudioSession } from '../session.js';
import { isoAttribute } from '../modeler/iso-values.js';
import { FormEditing } from './form-editing.js';
import { type FormSchema, emptyForm, fromFormJs, toFormJs } from './form-conversion.js';
import { formsWords } from './words.js';

/** The forms of the draft, edited with form-js; what is stored is JSON Schema. */
export function FormsView({ session, canWrite }: { session: StudioSession; canWrite: boolean }): ReactNode {
  const t = useWords(formsWords);
  const forms = session.attachments.forms as Record<string, FormSchema>;
  const [chosen, setChosen] = useState(Object.keys(forms)[0] ?? '');
  const [removing, setRemoving] = useState(false);
  const put = (key: string, schema: FormSchema): void => session.attach({ forms: { ...session.attachments.forms, [key]: schema } });
  const add = (key: string): void => {
    put(key, emptyForm(key));
    setChosen(key);
  };
  const remove = (): void => {
    const { [chosen]: _, ...rest } = session.attachments.forms;
    session.attach({ forms: rest });
    setChosen(Object.keys(rest)[0] ?? '');
    setRemoving(false);
  };
  const form = forms[chosen];
  return (
    <>
      <PartList title={t('title')} keys={Object.keys(forms)} chosen={chosen} choose={setChosen} add={canWrite ? add : null} words={{ choose: t('choose'), key: t('key'), hint: t('keyHint'), add: t('add'), taken: t('taken'), wrong: t('wrongKey') }} />
      {!form ? <p className="empty">{t('none')}</p> : (
        <section key={chosen} aria-label={t('editor')} className="stack">
          <div className="studio-form-head">
            <TextInput label={t('formTitle')} value={form.title ?? ''} readOnly={!canWrite} onChange={(event) => put(chosen, { ...form, title: event.currentTarget.value })} />
            <TextInput label={t('formTitleEn')} value={form['x-title-en'] ?? ''} readOnly={!canWrite} onChange={(event) => put(chosen, { ...form, 'x-title-en': event.currentTarget.value })} />
            <p className="sub">{usedBy(session, chosen, t)} {t('english')}</p>
            {canWrite && <Button variant="subtle" color="late" onClick={() => setRemoving(true)}>{t('remove')}</Button>}
          </div>
          <Editor session={session} name={chosen} put={put} canWrite={canWrite} />
        </section>
      )}
      {removing && <CommandDialog title={t('remove')} submit={t('remove')} danger busy={false} error={null} close={() => setRemoving(false)} run={remove}><p>{t('ask', { name: chosen })}</p></CommandDialog>}
    </>
  );
}

function usedBy(session: StudioSession, key: string, t: (key: 'usedBy' | 'unused', values?: { steps: string }) => string): string {
  const steps = session.modeler.get('elementRegistry').filter((shape) => shape.type === 'bpmn:UserTask' && isoAttribute(shape, 'iso:Step', 'form') === key);
  return steps.length > 0 ? t('usedBy', { steps: steps.map(({ id }) => session.modeler.nameOf(id)).join(', ') }) : t('unused');
}

function Editor({ session, name, put, canWrite }: { session: StudioSession; name: string; put: (key: string, schema: FormSchema) => void; canWrite: boolean }): ReactNode {
  const t = useWords(formsWords);
  const box = useRef<HTMLDivElement>(null);
  const door = useRef({ put, t });
  door.current = { put, t };
  useEffect(() => {
    const before = session.attachments.forms[name] as FormSchema;
    const editing = new FormEditing(box.current!, (form) => {
      const { title, 'x-title-en': titleEn } = session.attachments.forms[name] as FormSchema;
      const { title: _, 'x-title-en': __, ...rest } = fromFormJs(form, before);
      door.current.put(name, { ...(before.$schema && { $schema: before.$schema }), ...(title !== undefined && { title }), ...(titleEn && { 'x-title-en': titleEn }), ...rest });
    });
    void editing.open(toFormJs(before, (field) => door.current.t('kept', { name: field })));
    return () => editing.destroy();
  }, [session, name]);
  return <div ref={box} className="studio-form-editor" inert={!canWrite} />;
}
