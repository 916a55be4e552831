import { createTheme } from '@mantine/core';

/** Buttons and fields in the product's colours; every other rule of the look is in `app.css`. */
export const theme = createTheme({
  fontFamily: "'Be Vietnam Pro', system-ui, -apple-system, 'Segoe UI', sans-serif",
  headings: { fontFamily: 'inherit', fontWeight: '600' },
  primaryColor: 'brand',
  primaryShade: 7,
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  colors: {
    brand: ['#eaf5f5', '#d3e8e9', '#a6d1d4', '#77bac0', '#4fa5ad', '#2f919a', '#187c86', '#0f5c63', '#0c4b51', '#0a3d43'],
    late: ['#fdecea', '#f9d5d1', '#f0a9a2', '#e67a71', '#dd5247', '#cf3a30', '#bf2f26', '#b3261e', '#931f18', '#761812'],
  },
});
