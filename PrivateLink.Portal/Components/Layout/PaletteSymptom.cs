using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Shared;

namespace PrivateLink.Portal.Components.Layout;

/// <summary>What a person reads in an error message of a client, and where its cause is found.</summary>
/// <param name="Phrases">Parts of such messages, in lower case. A message that contains one of them matches.</param>
/// <param name="Name">The symptom, and what the place shows.</param>
/// <param name="Href">The address.</param>
/// <param name="Permission">What the reader needs to open the place.</param>
internal sealed record PaletteSymptom(string[] Phrases, string Name, string Href, Permission Permission = Permission.ViewConnections)
{
    /// <summary>The shortest word that finds a symptom.</summary>
    private const int ShortestWord = 3;

    private static readonly string[] Alert = ["tls alert 49", "alert number 49", "access denied", "access_denied"];
    private static readonly string[] Reset = ["connection reset", "connection_reset", "reset by peer", "econnreset", "forcibly closed"];
    private static readonly string[] Refused = ["connection refused", "connection_refused", "econnrefused", "actively refused"];
    private static readonly string[] Timeout = ["connection timed out", "timed out", "timed_out", "timeout", "etimedout", "no answer"];
    private static readonly string[] Handshake = ["handshake failure", "handshake failed", "alert 40", "alert number 40", "ssl error", "wrong version number"];
    private static readonly string[] FullDisk = ["disk full", "disk is full", "no space left on device", "enospc", "database or disk is full"];
    private static readonly string[] Limit = ["too many connections", "connection limit"];
    private static readonly string[] Silence = ["nothing arrives", "nothing comes", "nothing reaches", "no connection arrives", "no connections arrive", "no traffic", "never arrives", "never came"];

    private static readonly string[] Status =
    [
        .. from status in (string[])["401 unauthorized", "403 forbidden", "404 not found", "500 internal server error", "502 bad gateway", "503 service unavailable", "504 gateway time"]
           from phrase in (string[])[status, $"http {status[..3]}", $"http/1.1 {status[..3]}", $"http/2 {status[..3]}", $"status {status[..3]}", $"error {status[..3]}", $"status code {status[..3]}"]
           select phrase,
    ];

    private static readonly string[] Resolution = ["could not resolve host", "no such host", "name or service not known", "nxdomain", "dns"];

    /// <summary>Whether only a number finds it: the words around the number stand in other messages too.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>Every symptom, the likeliest place first.</summary>
    internal static IReadOnlyList<PaletteSymptom> All { get; } =
    [
        new(Alert, "TLS alert 49 (access denied): connections that a host rule denied", Connections("outcome:denied reason:sni_*,link_*,host_disabled,limit_host,limit_link")),
        new(Alert, "TLS alert 49 (access denied): what each of its reasons means, and who must act", "reasons?ending=alert"),
        new(Reset, "Connection reset: denied before a host rule was checked", Connections("outcome:denied reason:source_*,pp_*,hello_*,limit_prelude,limit_global,limit_gave_way,internal_error")),
        new(Reset, "Connection reset: the upstream reset it", Connections("ending:backend_reset")),
        new(Reset, "Connection reset: access withdrawn, or closed by an operator", Connections("ending:policy_revoked,closed_operator")),
        new(Refused, "Connection refused: is a listener open?", "listeners", Permission.ViewListeners),
        new(Refused, "Connection refused: the upstream refused it", Connections("ending:backend_refused,backend_none")),
        new(Refused, "Connection refused: it never reached us. Who can connect now?", "connectivity"),
        new(Timeout, "Timeout: it never reached us. Who can connect now?", "connectivity"),
        new(Timeout, "Timeout: the upstream did not answer", Connections("ending:backend_timeout")),
        new(Timeout, "Timeout: the PROXY header or the TLS hello was not complete in time", Connections("reason:*_timeout")),
        new(Timeout, "Timeout: connections that were idle for too long", Connections("ending:idle_timeout,half_close_timeout")),
        new(Handshake, "Handshake failure: denied for its TLS hello or server name", Connections("outcome:denied reason:hello_*,sni_*")),
        new(Handshake, "Handshake failure: relayed, but few bytes passed. Check TLS at the upstream", Connections("outcome:allowed bytes<4k")),
        new(FullDisk, "Disk full: what needs attention now", "#attention-heading", Permission.ViewOverview),
        new(FullDisk, "Disk full: how much is free", "settings/in-force#disk", Permission.ViewSettings),
        new(Silence, "Nothing arrives: it never reached us. Who can connect now?", "connectivity"),
        new(Silence, "Nothing arrives: is a listener open?", "listeners", Permission.ViewListeners),
        new(Silence, "Nothing arrives: denied before a host rule was checked", Connections("outcome:denied reason:source_*,pp_*,hello_*,sni_*")),
        new(Status, "HTTP status such as 403: from the service behind the link, not from PrivateLink. Allowed connections", Connections("outcome:allowed")) { IsNumber = true },
        new(Limit, "Too many connections: denied by a limit", Connections("reason:limit_*")),
        new(Resolution, "Host does not resolve, or has the wrong address. Who can connect now?", "connectivity"),
        new(Resolution, "Host resolves to the public address: denied without a link ID", Connections("reason:link_missing")),
    ];

    /// <summary>The entries for a message or a part of one, as the caller may open them.</summary>
    public static IReadOnlyList<PaletteEntry> Of(Caller caller, string text)
    {
        var message = text.ToLowerInvariant();
        var words = message.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. All.Where(symptom => caller.May(symptom.Permission) && symptom.IsIn(message, words)).Select(symptom => new PaletteEntry("Symptom", symptom.Name, symptom.Href))];
    }

    private bool IsIn(string message, string[] words) =>
        Array.Exists(Phrases, phrase => message.Contains(phrase, StringComparison.Ordinal) || (Array.Exists(words, CanFind) && HasAll(phrase, words)));

    private bool CanFind(string word) => word.Length >= ShortestWord && (!IsNumber || word.All(char.IsAsciiDigit));

    private static bool HasAll(string phrase, string[] words) => Array.TrueForAll(words, word => phrase.Contains(word, StringComparison.Ordinal));

    private static string Connections(string filter) => ConnectionQuery.Href("connections", filter);
}
