import type { Words } from '../words.ts';

export const zhWords: Words = {
  successTitle: '您的银行已连接',
  successText: '您已完成所有步骤。',
  cancelledTitle: '您尚未完成银行连接',
  cancelled: {
    denied: '您在银行页面拒绝了请求。',
    user_cancelled: '您在完成之前取消了操作。',
    popup_closed: '窗口在完成之前被关闭。',
    dismissed: '您在完成之前离开了。',
    aborted: '操作在完成之前被停止。',
  },
  advice: {
    new_session: '您现在可以重新开始。',
    later: '您可以稍后重新开始。',
    none: '如果再次发生，请联系客服。',
  },
};
