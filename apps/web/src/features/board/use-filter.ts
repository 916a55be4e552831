import { useNavigate, useSearch } from '@tanstack/react-router';

type Search = Record<string, string | undefined>;

/** The filters in the address of whichever page shows the part, and how to change them. */
export function useFilter(): [search: Search, set: (change: Search) => void] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  return [search, (change) => void navigate({ to: '.', search: (before: Search) => ({ ...before, ...change }), replace: true })];
}
