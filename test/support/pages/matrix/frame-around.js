// A page around the host page: `of` is the host page's address, `sandbox` what the frame may do.
const params = new URLSearchParams(location.search);
const frame = document.createElement('iframe');
if (params.has('sandbox')) frame.setAttribute('sandbox', params.get('sandbox'));
frame.style.cssText = 'width:900px;height:600px';
frame.src = params.get('of');
frame.onload = () => frame.focus();
document.body.append(frame);
