/** The sentences of the core's problems: what is wrong, and how to mend it. */

/** @type {Record<string, {zh: string, en: string}>} */
export const problems = {
  "phone.not_secure": {
    zh: "这个网址没有加密（https），手机上不能安全存日记。请用 https 开头的网址打开，或者问联户办。",
    en: "This address is not encrypted (https), so entries cannot be kept safely here. Open the https address or ask the office.",
  },
  "phone.too_old": {
    zh: "这个浏览器太旧，存不住日记。请更新浏览器，或者换 Chrome、Edge、Safari 打开。",
    en: "This browser is too old to keep entries. Update it, or open the page in Chrome, Edge or Safari.",
  },
  "phone.no_storage": {
    zh: "浏览器不让存东西（无痕模式，或者手机满了）。现在写的会丢，请用普通窗口打开，或者先腾出空间。",
    en: "The browser lets nothing be stored (a private window, or the phone is full). What is written now would be lost: use a normal window, or free some space.",
  },
  "phone.full": {
    zh: "手机存满了，这一条没存下。请删掉一些照片或应用，再点一次保存；写的还在屏幕上。",
    en: "The phone is full and this was not kept. Delete some pictures or apps and save again; what you wrote is still on the screen.",
  },
  "phone.not_kept": {
    zh: "存完读回来对不上，不能算存好了。请再点一次保存；还不行，就先截屏，再重启手机。",
    en: "What was stored reads back differently, so it does not count as kept. Save again; if that fails, take a screenshot and restart the phone.",
  },
  "phone.photo_no_room": {
    zh: "手机快满了，先不收照片，文字照样能存。清出空间以后再加照片。",
    en: "The phone is almost full: no photos for now, text is still kept. Free some space and add the photo then.",
  },
  "phone.photo_unreadable": {
    zh: "这个文件打不开，不像照片。请换一张，或者重新拍。",
    en: "This file does not open as a picture. Choose another one or take it again.",
  },
  "phone.too_long": {
    zh: "这一条太长了（超过三万字）。请分成两条写。",
    en: "This is too long (over 30,000 characters). Write it as two entries.",
  },
  "phone.locked": {
    zh: "已经锁上了。请输入密码打开；写到一半的还在。",
    en: "It is locked. Enter the PIN; what you were writing is still there.",
  },
  "phone.pin_short": {
    zh: "密码至少要六位。请再想一个。",
    en: "The PIN takes at least six digits. Choose another.",
  },
  "phone.pin_wait": {
    zh: "输错太多次了。请过 {seconds} 秒再试；忘了就点“忘了密码”，没发出的日记都在。",
    en: "Too many wrong tries. Wait {seconds} seconds, or tap “Forgot the PIN”; unsent entries stay.",
  },
  "phone.old_pin": {
    zh: "这部手机上还有以前没发出的日记，要用以前的锁屏密码才能打开。请输入以前那个密码。",
    en: "This phone still holds earlier unsent entries that only the earlier PIN opens. Enter that PIN.",
  },
  "phone.keys_lost": {
    zh: "这部手机上的钥匙对不上，打不开存着的内容。什么都没删，请带手机找联户办。",
    en: "The keys on this phone do not fit, so what is kept cannot be opened. Nothing was deleted; take the phone to the office.",
  },
  "phone.other_account": {
    zh: "这部手机上还有别人的 {unsent} 条没发出去。请先让那位同志登录发完，或者换一部手机。",
    en: "This phone still holds {unsent} unsent items of somebody else. Let that person sign in and send them first, or use another phone.",
  },
  "phone.passkey_plain": {
    zh: "这部手机的指纹（通行密钥）不能用来开锁。请继续用密码。",
    en: "This phone's passkey cannot open the lock. Keep using the PIN.",
  },
  "phone.item_gone": {
    zh: "这一条已经不在待发里了，可能在另一个窗口里删了。请回到待发看看。",
    en: "This is no longer in the outbox; another window may have deleted it. Look at the outbox.",
  },
  "phone.unreadable": {
    zh: "手机存储坏了一处，这一条读不出来，别的不受影响。请把这一条另外重写；手机常这样，请换一部。",
    en: "The phone's storage spoilt this one item; the others are not affected. Write it anew, and use another phone if this happens often.",
  },
  "phone.already_sent": {
    zh: "这一条可能已经送到了，不能再改或删。等显示“已收”以后，用“更正”改。",
    en: "This may already have arrived, so it can no longer be changed or deleted. Once it says received, correct it there.",
  },
  "phone.no_signal": {
    zh: "没有信号，或者服务器没回答。写的都存着，有信号会自己发。",
    en: "No signal, or the server does not answer. Everything is kept and goes out by itself.",
  },
  "phone.not_ours": {
    zh: "连上的不是单位的服务器（多半是要登录的无线网）。写的都存着，换个网络会自己发。",
    en: "Something else answered in place of our server (often a Wi-Fi that wants a login). Everything is kept and goes out on another network.",
  },
  "phone.signed_out": {
    zh: "登录已经过期。写的都存着，重新登录就会发出去。",
    en: "The sign-in has ended. Everything is kept and goes out once you sign in again.",
  },
  "phone.defect": {
    zh: "程序出错了，没发完。写的都存着，过一会儿会自己再发；一直这样，请告诉联户办。",
    en: "The program failed before everything was sent. It is all kept and tried again by itself; tell the office if it stays so.",
  },
  "phone.revoked": {
    zh: "这部手机或者账号已经停用。没发出的都还在，可以存成文件交给联户办。",
    en: "This phone or account was ended. What is unsent is still here; save it as a file and give it to the office.",
  },
};
