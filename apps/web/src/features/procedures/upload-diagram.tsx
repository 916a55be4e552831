import type { RevisionView } from '#contract';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import { post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { Diagram } from '../../diagram/diagram.js';
import { useWords } from '../../i18n/words.js';
import { Section } from '../../ui/page.js';
import { ProblemNote } from '../../ui/states.js';
import { Findings, useFindingMarks } from './findings.js';
import { procedureWords } from './words.js';

/** Hands in a diagram; whether stored or refused, every finding is listed and shown on the drawing. */
export function UploadDiagram(): ReactNode {
  const t = useWords(procedureWords);
  const [xml, setXml] = useState('');
  const draft = useCommand((document: string, key) => post<RevisionView>('/procedures', document, key));
  const findings = draft.data?.findings ?? draft.error?.findings;
  const marks = useFindingMarks(findings);
  const choose = async (file: File | undefined): Promise<void> => {
    draft.reset();
    setXml(file ? await file.text() : '');
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    draft.mutate(xml);
  };
  return (
    <Section title={t('upload')}>
      <form className="stack" onSubmit={submit}>
        <p className="sub">{t('uploadHint')}</p>
        <div className="actions">
          <label className="file"><span>{t('file')}</span><input type="file" accept=".bpmn,.xml,application/xml" required onChange={(event) => void choose(event.currentTarget.files?.[0])} /></label>
          <Button type="submit" disabled={xml === ''} loading={draft.isPending}>{t('send')}</Button>
        </div>
        <ProblemNote error={draft.error} />
        {draft.data && <p className="note note-good" role="status">{t('drafted', { count: draft.data.revision })} <Link to="/quy-trinh/$code" params={{ code: draft.data.code }} search={{ lan: String(draft.data.revision) }}>{t('openDraft')}</Link></p>}
        {findings && <><h3>{t('findings')}</h3><Findings findings={findings} />{marks.length > 0 && <Diagram xml={xml} marks={marks} />}</>}
      </form>
    </Section>
  );
}
