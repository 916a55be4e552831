import type { RegisterImportView } from '#contract';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi } from '@tanstack/react-router';
import { type DragEvent, type FormEvent, type ReactNode, useState } from 'react';
import { address, post } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { When } from '../../ui/due.js';
import { PageHead, Section } from '../../ui/page.js';
import { Empty, Loaded, ProblemNote } from '../../ui/states.js';
import './imports.css';
import { OneImport } from './one-import.js';
import { importsQuery } from './queries.js';
import { imports } from './words.js';

const route = getRouteApi('/inside/nhap-so');

/** Registers of other systems: upload, check, apply; and what was imported before. */
export function ImportsPage(): ReactNode {
  const t = useWords(imports);
  const { lan } = route.useSearch();
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')}><Button component="a" variant="default" href={address('/register-imports/template.xlsx')} download>{t('template')}</Button></PageHead>
      {lan ? <OneImport id={lan} /> : <All />}
    </>
  );
}

const All = (): ReactNode => <Loaded of={useQuery(importsQuery)}>{({ items, agencies }) => <><Upload agencies={agencies} /><History items={items} /></>}</Loaded>;

function Upload({ agencies }: { agencies: { code: string; name: string }[] }): ReactNode {
  const t = useWords(imports);
  const navigate = route.useNavigate();
  const [agency, setAgency] = useState(agencies[0]?.code ?? '');
  const [file, setFile] = useState<File | null>(null);
  const check = useCommand((form: FormData, key) => post<RegisterImportView>('/register-imports', form, key), ({ id }) => void navigate({ search: { lan: id } }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!file) return;
    const form = new FormData();
    form.set('agency', agency);
    form.set('file', file);
    check.mutate(form);
  };
  if (agencies.length === 0) return <Section title={t('upload')}><p>{t('noRight')}</p></Section>;
  return (
    <Section title={t('upload')}>
      <form className="stack" onSubmit={submit}>
        <NativeSelect label={t('agency')} value={agency} onChange={(event) => setAgency(event.currentTarget.value)} data={agencies.map(({ code, name }) => ({ value: code, label: name }))} />
        <DropZone file={file} choose={(chosen) => { check.reset(); setFile(chosen); }} />
        <ProblemNote error={check.error} />
        {check.isPending && <p role="status"><span className="spinner" aria-hidden="true" /> {t('working')}</p>}
        <div className="actions"><Button type="submit" disabled={!file} loading={check.isPending}>{t('check')}</Button></div>
      </form>
    </Section>
  );
}

function DropZone({ file, choose }: { file: File | null; choose: (file: File | null) => void }): ReactNode {
  const t = useWords(imports);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    choose(event.dataTransfer.files[0] ?? null);
  };
  return (
    <label className={over ? 'drop over' : 'drop'} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
      <span className="strong">{file ? file.name : t('drop')}</span>
      <span className="sub">{t('limits')}</span>
      <input type="file" aria-label={t('file')} accept=".xlsx,.csv,.txt,.tsv" onChange={(event) => choose(event.currentTarget.files?.[0] ?? null)} />
    </label>
  );
}

function History({ items }: { items: Omit<RegisterImportView, 'columns' | 'mapping' | 'unmatched' | 'effect' | 'notes'>[] }): ReactNode {
  const t = useWords(imports);
  return (
    <Section title={t('history')} className="list">
      {items.length === 0 ? <Empty title={t('none')} /> : (
        <DataTable
          caption={t('history')} rows={items} rowKey={({ id }) => id}
          columns={[
            { head: t('file'), kind: 'main', cell: (row) => <span><Link to="/nhap-so" search={{ lan: row.id }} className="strong">{row.fileName}</Link><span className="sub">{row.agencyName}</span></span> },
            { head: t('state'), cell: (row) => <span className="tag">{t(row.state)}</span> },
            { head: t('rows'), kind: 'number', cell: (row) => row.counts.rows },
            { head: t('refused'), kind: 'number', cell: (row) => (row.state === 'applied' ? row.progress.refused : row.counts.refused) },
            { head: t('by'), cell: (row) => <span>{row.uploadedByName}<span className="sub"><When at={row.uploadedAt} /></span></span> },
          ]}
        />
      )}
    </Section>
  );
}
