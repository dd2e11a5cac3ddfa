/** A QR code as one path: sharp at any size, no image file. */
import { create as createQr } from 'qrcode';

export const Qr = ({ text, label }: { text: string; label: string }) => {
  const { modules } = createQr(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let y = 0; y < modules.size; y += 1)
    for (let x = 0; x < modules.size; x += 1) if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`;
  return (
    <svg class="qr" viewBox={`-2 -2 ${modules.size + 4} ${modules.size + 4}`} role="img" aria-label={label}>
      <path d={path} fill="#000" />
    </svg>
  );
};
