/** A message's words as both platforms show them. */
import { bold } from '../../talk/bold.js';

export const AsShown = ({ text }: { readonly text: string }) => (
  // Splitting by the one group leaves what is bold at the odd places.
  <>{text.split(bold).map((part, index) => (index % 2 === 1 ? <strong>{part}</strong> : part))}</>
);
