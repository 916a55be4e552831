import { REGISTER_FIELDS, type RegisterField, type RegisterImportView, type RegisterMapping } from '#contract';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { at, request } from '../../api/client.js';
import { useCommand } from '../../api/command.js';
import { agenciesQuery, proceduresQuery } from '../../api/queries.js';
import { useWords } from '../../i18n/words.js';
import { DataTable } from '../../ui/data-table.js';
import { Section } from '../../ui/page.js';
import { ProblemNote } from '../../ui/states.js';
import { imports } from './words.js';

type Kind = 'agencies' | 'procedures' | 'states' | 'channels';
type Choice = { value: string; label: string };
const STATES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
const CHANNELS = ['direct', 'online', 'post'] as const;

/** Which column is what, and what words of the register mean here; the file is then read again. */
export function Mapping({ one }: { one: RegisterImportView }): ReactNode {
  const t = useWords(imports);
  const [mapping, setMapping] = useState<RegisterMapping>(one.mapping);
  const [remember, setRemember] = useState(true);
  const again = useCommand((body: { mapping: RegisterMapping; remember: boolean }, key) => request<RegisterImportView>('PUT', at`/register-imports/${one.id}/mapping`, { body, key }));
  const setColumn = (index: number, field: string): void => {
    const { [String(index)]: _, ...others } = mapping.columns;
    setMapping({ ...mapping, columns: field === '' ? others : { ...others, [index]: field as RegisterField } });
  };
  return (
    <Section title={t('columns')} className="list">
      <DataTable
        caption={t('columns')} rows={one.columns} rowKey={({ index }) => index}
        columns={[
          { head: t('column'), kind: 'main', cell: ({ index, title }) => <span className="strong">{title || `#${index + 1}`}</span> },
          { head: t('samples'), cell: ({ samples }) => <span className="sub">{samples.filter(Boolean).join(' · ') || '–'}</span> },
          { head: t('means'), cell: ({ index, title }) => <Choose label={`${t('means')}: ${title || `#${index + 1}`}`} value={mapping.columns[String(index)] ?? ''} choose={(field) => setColumn(index, field)} choices={[{ value: '', label: t('unused') }, ...REGISTER_FIELDS.map((field) => ({ value: field, label: t(`f_${field}`) }))]} /> },
        ]}
      />
      <Words one={one} mapping={mapping} setMapping={setMapping} />
      <div className="stack" style={{ marginTop: 12 }}>
        <Checkbox label={t('remember')} checked={remember} onChange={(event) => setRemember(event.currentTarget.checked)} />
        <ProblemNote error={again.error} />
        <div className="actions"><Button variant="default" loading={again.isPending} onClick={() => again.mutate({ mapping, remember })}>{t('readAgain')}</Button></div>
      </div>
    </Section>
  );
}

function Choose({ label, value, choose, choices }: { label: string; value: string; choose: (value: string) => void; choices: Choice[] }): ReactNode {
  return <NativeSelect aria-label={label} value={value} onChange={(event) => choose(event.currentTarget.value)} data={choices} />;
}

interface WordsProps {
  one: RegisterImportView;
  mapping: RegisterMapping;
  setMapping: (mapping: RegisterMapping) => void;
}

function Words({ one, mapping, setMapping }: WordsProps): ReactNode {
  const t = useWords(imports);
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const procedures = useQuery(proceduresQuery).data?.items ?? [];
  const choices: Record<Kind, Choice[]> = {
    agencies: agencies.map(({ code, name }) => ({ value: code, label: name })), procedures: procedures.map(({ code, name }) => ({ value: code, label: name })),
    states: STATES.map((n) => ({ value: String(n), label: t(`s${n}`) })), channels: CHANNELS.map((code) => ({ value: code, label: t(`c_${code}`) })),
  };
  const kinds = (['agencies', 'procedures', 'states', 'channels'] as const).map((kind) => [kind, [...one.unmatched[kind], ...Object.keys(one.mapping[kind]).map((word) => ({ word, rows: 0 }))]] as const).filter(([, found]) => found.length > 0);
  const set = (kind: Kind, word: string, value: string): void => {
    const { [word]: _, ...others } = mapping[kind] as Record<string, string | number>;
    setMapping({ ...mapping, [kind]: value === '' ? others : { ...others, [word]: kind === 'states' ? Number(value) : value } });
  };
  if (kinds.length === 0) return null;
  return (
    <>
      <h3>{t('wordsOf')}</h3>
      <p className="sub">{t('wordsHint')}</p>
      {kinds.map(([kind, found]) => (
        <DataTable
          key={kind} caption={t(kind)} rows={found} rowKey={({ word }) => word}
          columns={[
            { head: `${t(kind)}: ${t('word')}`, kind: 'main', cell: ({ word, rows }) => <span>{word}<span className="sub">{rows > 0 ? t('count', { count: rows }) : ''}</span></span> },
            { head: t('means'), cell: ({ word }) => <Choose label={`${t('means')}: ${word}`} value={String(mapping[kind][word] ?? '')} choose={(value) => set(kind, word, value)} choices={[{ value: '', label: t('unused') }, ...choices[kind]]} /> },
          ]}
        />
      ))}
    </>
  );
}
