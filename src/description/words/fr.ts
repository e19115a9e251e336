import type { Words } from '../words.ts';

export const frWords: Words = {
  successTitle: 'Votre banque est connectée',
  successText: 'Vous avez terminé toutes les étapes.',
  cancelledTitle: 'Vous n’avez pas terminé de connecter votre banque',
  cancelled: {
    denied: 'Vous avez refusé la demande auprès de votre banque.',
    user_cancelled: 'Vous avez annulé avant d’avoir terminé.',
    popup_closed: 'La fenêtre a été fermée avant la fin.',
    dismissed: 'Vous avez quitté la page avant d’avoir terminé.',
    aborted: 'L’opération a été arrêtée avant la fin.',
  },
  advice: {
    new_session: 'Vous pouvez recommencer maintenant.',
    later: 'Vous pourrez recommencer plus tard.',
    none: 'Si cela se reproduit, veuillez contacter l’assistance.',
  },
};
