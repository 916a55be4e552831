import { words } from '../i18n/words.js';

export const diagram = words(
  { label: 'Sơ đồ quy trình. Kéo để di chuyển, Ctrl và lăn chuột để phóng to, thu nhỏ.', fit: 'Vừa khung', zoomIn: 'Phóng to', zoomOut: 'Thu nhỏ', broken: 'Không vẽ được sơ đồ này.' },
  { label: 'Process diagram. Drag to move, Ctrl and wheel to zoom.', fit: 'Fit', zoomIn: 'Zoom in', zoomOut: 'Zoom out', broken: 'This diagram cannot be drawn.' },
);
