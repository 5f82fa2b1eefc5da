using System.Globalization;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.AuditReading;

/// <summary>A filter as the query string of a URL, so that a link reproduces a view: <c>?result=refused&amp;actor=mia</c>.</summary>
public static class AuditQuery
{
    public const string Actor = "actor";
    public const string Tenant = "tenant";
    public const string Action = "action";
    public const string Target = "target";
    public const string Result = "result";
    public const string From = "from";
    public const string Until = "until";

    /// <summary>Ignores unreadable values, so that an old link still opens.</summary>
    /// <param name="valueOf">Returns the value of a parameter. Null if it is missing.</param>
    public static AuditFilter Read(Func<string, string?> valueOf) => new()
    {
        Actor = (valueOf(Actor) ?? "").Trim(),
        TenantId = Guid.TryParse(valueOf(Tenant), out var tenant) ? tenant : null,
        Action = AuditAction.All.FirstOrDefault(action => action.Code == valueOf(Action))?.Code,
        Target = (valueOf(Target) ?? "").Trim(),
        Result = Enum.TryParse<AuditResult>(valueOf(Result), ignoreCase: true, out var result) && Enum.IsDefined(result) ? result : null,
        From = TimeOf(valueOf(From)),
        Until = TimeOf(valueOf(Until)),
    };

    /// <summary>The parameters of a filter. A null value removes the parameter from the URL.</summary>
    public static IReadOnlyDictionary<string, object?> Write(AuditFilter filter) => new Dictionary<string, object?>
    {
        [Actor] = filter.Actor.Length == 0 ? null : filter.Actor,
        [Tenant] = filter.TenantId?.ToString(),
        [Action] = filter.Action,
        [Target] = filter.Target.Length == 0 ? null : filter.Target,
        [Result] = filter.Result?.ToString().ToLowerInvariant(),
        [From] = TextOf(filter.From),
        [Until] = TextOf(filter.Until),
    };

    /// <summary>To the minute, in UTC.</summary>
    private static string? TextOf(DateTime? time) => time?.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);

    private static DateTime? TimeOf(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
