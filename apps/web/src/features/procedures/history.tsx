import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLanguage } from '../../i18n/language.js';
import { useWords } from '../../i18n/words.js';
import { formatInstant } from '../../time/format.js';
import { DataTable } from '../../ui/data-table.js';
import { Section } from '../../ui/page.js';
import { Loaded } from '../../ui/states.js';
import { historyQuery } from './governance-queries.js';
import { governanceWords } from './governance-words.js';

/** Who took which step with the procedure, when and why; newest first, as the ledger has it. */
export function History({ code }: { code: string }): ReactNode {
  const t = useWords(governanceWords);
  const language = useLanguage();
  const history = useQuery(historyQuery(code));
  const sound = history.data?.verified;
  return (
    <Section title={t('history')} className="list" aside={sound !== undefined && <span className={`tag ${sound ? 'tag-ok' : 'tag-late'}`}><span aria-hidden="true">{sound ? '✓' : '✕'}</span> {t(sound ? 'verified' : 'broken')}</span>}>
      <Loaded of={history}>
        {({ items }) => (
          <DataTable
            caption={t('history')} rows={items} rowKey={(line) => line.seq}
            columns={[
              { head: t('when'), kind: 'tight', cell: (line) => formatInstant(line.at, language) },
              { head: t('step'), kind: 'main', cell: (line) => <span><span className="strong">{line.kindName}</span>{line.revision !== null && <span className="sub">{t('revision', { count: line.revision })}</span>}</span> },
              { head: t('who'), cell: (line) => <span>{line.name}{line.position && <span className="sub">{line.position}</span>}</span> },
              { head: t('reason'), cell: (line) => line.reason },
              { head: t('digest'), kind: 'tight', cell: (line) => line.digest && <code title={line.digest}>{line.digest.slice(0, 8)}</code> },
            ]}
          />
        )}
      </Loaded>
      <p className="sub">{t('historyLead')}</p>
    </Section>
  );
}
