// One e-mail through libcurl: its options take variable arguments, which only C can give.
#ifndef BOKBRO_MAIL_H
#define BOKBRO_MAIL_H

#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>
#include <string.h>

struct bokbro_mail {
    const char *url;         // smtp://host:port/our-name or smtps://…
    const char *user;        // NULL: no sign-in
    const char *password;
    const char *sender;      // with angle brackets
    const char *recipient;   // with angle brackets
    const char *authorities; // file of trusted certificates; NULL: the system's
    const char *bytes;       // the message, lines ended by CR LF
    size_t length;
    long encryption;         // CURLUSESSL_ALL or CURLUSESSL_TRY
    long timeout_seconds;
};

struct bokbro_upload {
    const char *bytes;
    size_t left;
};

static size_t bokbro_read(char *buffer, size_t size, size_t count, void *context) {
    struct bokbro_upload *upload = (struct bokbro_upload *)context;
    size_t room = size * count;
    size_t taken = upload->left < room ? upload->left : room;
    memcpy(buffer, upload->bytes, taken);
    upload->bytes += taken;
    upload->left -= taken;
    return taken;
}

// Returns curl's code; `status` gets the server's last reply code, `reason` (CURL_ERROR_SIZE bytes) curl's words.
static inline int bokbro_send_mail(const struct bokbro_mail *mail, long *status, char *reason) {
    reason[0] = 0;
    *status = 0;
    CURL *curl = curl_easy_init();
    if (!curl) return CURLE_FAILED_INIT;
    struct curl_slist *recipients = curl_slist_append(NULL, mail->recipient);
    if (!recipients) {
        curl_easy_cleanup(curl);
        return CURLE_OUT_OF_MEMORY;
    }
    struct bokbro_upload upload = {mail->bytes, mail->length};
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
    // Signals are the program's own; time-outs work without.
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_URL, mail->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_USE_SSL, mail->encryption);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (mail->authorities) curl_easy_setopt(curl, CURLOPT_CAINFO, mail->authorities);
    if (mail->user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, mail->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, mail->password);
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, mail->sender);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, bokbro_read);
    curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, mail->timeout_seconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, mail->timeout_seconds);
    CURLcode code = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, status);
    curl_slist_free_all(recipients);
    curl_easy_cleanup(curl);
    return (int)code;
}

#endif
