using System.Net;
using Microsoft.Extensions.Logging;

namespace PrivateLink.AspNetCore;

/// <summary>Every log line of the middleware. IDs 3000 to 3099, never reused. Client input is shown only after validation.</summary>
internal static partial class BackendLog
{
    [LoggerMessage(3000, LogLevel.Debug, "Connection {Id} ended before its first byte.")]
    public static partial void Probed(ILogger logger, string id);

    [LoggerMessage(3001, LogLevel.Information, "Connection {Id} from {Peer} refused because of its header: {Problem}.")]
    public static partial void Refused(ILogger logger, string id, EndPoint? peer, HeaderProblem problem);

    [LoggerMessage(3002, LogLevel.Information, "Request for {Requested} on connection {Id} answered with 421: the connection is authorised for {Authorised}.")]
    public static partial void Misdirected(ILogger logger, string id, string? requested, string? authorised);
}
