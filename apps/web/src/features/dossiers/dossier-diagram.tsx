import type { DossierView } from '#contract';
import { Tabs } from '@mantine/core';
import '@mantine/core/styles/Tabs.layer.css';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { diagramQuery, proceduresQuery } from '../../api/queries.js';
import { Diagram } from '../../diagram/diagram.js';
import type { Mark } from '../../diagram/diagram-view.js';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { Section } from '../../ui/page.js';
import { Loaded } from '../../ui/states.js';
import { dossierWords } from './dossier-words.js';

/** The drawing of the dossier's procedure with its live tokens; a called component in which a token waits has a tab of its own. */
export function DossierDiagram({ dossier }: { dossier: DossierView }): ReactNode {
  const t = useWords(dossierWords);
  const language = useLanguage();
  const sheets = useSheets(dossier);
  const waiting = dossier.tokens.filter((token) => token.kind !== CALL);
  const [chosen, setChosen] = useState<string>();
  const current = sheets.find((sheet) => sheet.key === chosen) ?? sheets[0]!;
  return (
    <Section title={t('diagram')}>
      {sheets.length > 1 && (
        <Tabs value={current.key} onChange={(key) => setChosen(key ?? undefined)} mb="xs">
          <Tabs.List>{sheets.map((sheet) => <Tabs.Tab key={sheet.key} value={sheet.key} leftSection={waiting.some((token) => isOn(token, sheet)) ? <span aria-hidden="true">●</span> : undefined}>{sheet.name}</Tabs.Tab>)}</Tabs.List>
        </Tabs>
      )}
      <Sheet dossier={dossier} sheet={current} />
      <p className="sub" style={{ marginTop: 8 }}>
        {waiting.length === 0 ? t('noTokens') : `${t('nowAt')}: ${waiting.map((token) => `${token.name || token.element} (${formatInstant(token.since, language)})`).join('; ')}`}
      </p>
    </Section>
  );
}

/** Kind of a token that waits for a called component; where the work is, the component's own token says. */
const CALL = 'call';

interface SheetOf {
  key: string;
  procedure: string;
  revision: number;
  name: string;
}

const isOn = (token: DossierView['tokens'][number], sheet: SheetOf): boolean => token.procedure === sheet.procedure && token.revision === sheet.revision;

function useSheets(dossier: DossierView): SheetOf[] {
  const known = useQuery(proceduresQuery).data?.items ?? [];
  const nameOf = (code: string): string => (code === dossier.procedure ? dossier.procedureName : known.find((one) => one.code === code)?.name ?? code);
  const all = [{ procedure: dossier.procedure, revision: dossier.revision }, ...dossier.tokens];
  return [...new Map(all.map(({ procedure, revision }) => [`${procedure}/${revision}`, { key: `${procedure}/${revision}`, procedure, revision, name: nameOf(procedure) }])).values()];
}

function Sheet({ dossier, sheet }: { dossier: DossierView; sheet: SheetOf }): ReactNode {
  const t = useWords(dossierWords);
  const here = t('here');
  const inside = t('inside');
  const marks = useMemo(() => {
    const tone = dossier.deadline?.state === 'stopped' ? 'stopped' : 'token';
    return dossier.tokens.flatMap((token): Mark[] =>
      isOn(token, sheet) ? [{ element: token.element, tone, label: token.kind === CALL ? inside : here }] : [],
    );
  }, [dossier, sheet.key, here, inside]);
  return <Loaded of={useQuery(diagramQuery(sheet.procedure, sheet.revision))}>{(xml) => <Diagram xml={xml} marks={marks} />}</Loaded>;
}
