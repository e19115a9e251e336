import type { Words } from '../words.ts';

export const esWords: Words = {
  successTitle: 'Su banco está conectado',
  successText: 'Ha completado todos los pasos.',
  cancelledTitle: 'No ha terminado de conectar su banco',
  cancelled: {
    denied: 'Lo ha rechazado en su banco.',
    user_cancelled: 'Ha cancelado antes de terminar.',
    popup_closed: 'La ventana se ha cerrado antes de tiempo.',
    dismissed: 'Ha salido antes de terminar.',
    aborted: 'El proceso se ha detenido antes de terminar.',
  },
  advice: {
    new_session: 'Puede empezar de nuevo ahora.',
    later: 'Puede empezar de nuevo más tarde.',
    none: 'Si vuelve a ocurrir, póngase en contacto con el servicio de asistencia.',
  },
};
