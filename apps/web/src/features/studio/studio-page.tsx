import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Loaded } from '../../ui/states.js';
import { draftQuery } from './draft/draft-api.js';
import { Studio } from './studio.js';

const route = getRouteApi('/inside/xuong-ve/$id');

export function StudioPage(): ReactNode {
  const { id } = route.useParams();
  return <OpenDraft key={id} id={id} />;
}

/** The draft is read once. To read it again, as somebody else has saved it, is to open it anew. */
function OpenDraft({ id }: { id: string }): ReactNode {
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const [opened, setOpened] = useState(0);
  const open = (other: string): void => {
    if (other !== id) return void navigate({ params: { id: other } });
    queries.removeQueries({ queryKey: draftQuery(id).queryKey });
    setOpened(opened + 1);
  };
  return <Read key={opened} id={id} open={open} />;
}

function Read({ id, open }: { id: string; open: (id: string) => void }): ReactNode {
  return <Loaded of={useQuery(draftQuery(id))}>{(draft) => <Studio draft={draft} open={open} />}</Loaded>;
}
