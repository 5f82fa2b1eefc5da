using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace PrivateLink.Portal.Web;

/// <summary>
/// Limits attempts at a secret, per address and per account. Pages and endpoints opt in with <c>[EnableRateLimiting(AuthLimits.Policy)]</c>. Reads
/// are never counted, and neither are the connections of open pages.
/// </summary>
public static class AuthLimits
{
    public const string Policy = "auth";

    private const int Segments = 6;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    internal static void Configure(RateLimiterOptions limiter, WebOptions options)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = RejectAsync;
        limiter.AddPolicy(Policy, http => IsAttempt(http) ? Limit(AddressOf(http), options.AttemptsPerAddress) : Unlimited());
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            IsAttempt(http) && AccountOf(http) is { } account ? Limit(account, options.AttemptsPerAccount) : Unlimited());
    }

    /// <summary>Reads the form of an attempt before the attempt is counted, because the account is in the form.</summary>
    internal static async Task ReadFormAsync(HttpContext http, RequestDelegate next)
    {
        if (!IsAttempt(http) || await IsReadableAsync(http)) await next(http);
        else http.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    /// <summary>Whether the form is well-formed, within the limits, and names one account at most. Of two, one could be counted and the other tried.</summary>
    private static async Task<bool> IsReadableAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return true;
        try
        {
            return AccountsIn(await http.Request.ReadFormAsync(http.RequestAborted)).Count() <= 1;
        }
        catch (Exception exception) when (exception is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return false;
        }
    }

    private static bool IsAttempt(HttpContext http) =>
        !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)
        && http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == Policy;

    private static RateLimitPartition<string> Limit(string key, int attempts) => RateLimitPartition.GetSlidingWindowLimiter(key, _ => new()
    {
        PermitLimit = attempts,
        Window = Window,
        SegmentsPerWindow = Segments,
        QueueLimit = 0,
    });

    private static RateLimitPartition<string> Unlimited() => RateLimitPartition.GetNoLimiter("");

    private static string AddressOf(HttpContext http) => AddressGroup.Of(ClientAddress.Of(http)) ?? "unknown";

    /// <summary>The typed account name as a hash, because the counters do not need the name.</summary>
    private static string? AccountOf(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return null;
        var account = AccountsIn(http.Request.Form).FirstOrDefault();
        return string.IsNullOrWhiteSpace(account)
            ? null
            : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(account.Trim().ToUpperInvariant())));
    }

    private static IEnumerable<string?> AccountsIn(IFormCollection form) =>
        form.Where(field => field.Key.EndsWith("email", StringComparison.OrdinalIgnoreCase)).SelectMany(field => field.Value);

    private static async ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var response = rejected.HttpContext.Response;
        response.Headers.RetryAfter = "60";
        response.ContentType = "text/plain; charset=utf-8";
        await response.WriteAsync("Too many attempts. Wait a minute, then try again.\n", cancellationToken);
    }
}
