import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/global.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/Button.layer.css';
import '@mantine/core/styles/Loader.layer.css';
import '@mantine/core/styles/Input.layer.css';
import './fonts.css';
import './app.css';
import { MantineProvider } from '@mantine/core';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { problemOf } from './api/problem.js';
import { sessionQuery } from './api/queries.js';
import { language } from './i18n/language.js';
import { makeRouter } from './router.js';
import { theme } from './theme.js';

const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, networkMode: 'always', retry: (count, error) => count < 2 && problemOf(error).uncertain },
  },
  queryCache: new QueryCache({ onError: (error) => problemOf(error).status === 401 && signInAgain() }),
});
const router = makeRouter(queries);

/** The session ended while a page was open: sign in and come back to the same place. */
function signInAgain(): void {
  const { pathname, href } = router.state.location;
  if (pathname === '/dang-nhap' || pathname === '/tra-cuu') return;
  queries.removeQueries({ queryKey: sessionQuery.queryKey });
  void router.navigate({ to: '/dang-nhap', search: { toi: href } });
}

document.documentElement.lang = language();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} deduplicateCssVariables={false}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
