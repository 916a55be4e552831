import { Checkbox, TextInput } from '@mantine/core';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { agenciesQuery } from '../../api/queries.js';
import { matches } from '../../i18n/accent-free.js';
import { useWords } from '../../i18n/words.js';
import { forceMajeure } from './words.js';

/** Any number of agencies, found by typing without accents; what is chosen stays in sight. */
export function AgencyChoice({ chosen, choose }: { chosen: readonly string[]; choose: (codes: string[]) => void }): ReactNode {
  const t = useWords(forceMajeure);
  const [sought, setSought] = useState('');
  const agencies = useQuery(agenciesQuery).data?.items ?? [];
  const shown = agencies.filter(({ code, name }) => chosen.includes(code) || matches(sought, name));
  const toggle = (code: string, on: boolean): void => choose(on ? [...chosen, code] : chosen.filter((one) => one !== code));
  return (
    <div>
      <TextInput type="search" label={t('agencies')} description={t('agencyHint')} withAsterisk placeholder={t('seek')} value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
      <div role="group" aria-label={t('agencies')} style={{ maxHeight: 150, overflowY: 'auto', paddingBlock: 6 }}>
        {shown.map(({ code, name }) => <Checkbox key={code} size="xs" mb={6} label={name} checked={chosen.includes(code)} onChange={(event) => toggle(code, event.currentTarget.checked)} />)}
      </div>
    </div>
  );
}
