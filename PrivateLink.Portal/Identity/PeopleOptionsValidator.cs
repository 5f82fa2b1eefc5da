using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Identity;

internal sealed class PeopleOptionsValidator : IValidateOptions<PeopleOptions>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    public ValidateOptionsResult Validate(string? name, PeopleOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(PeopleOptions options)
    {
        // Anyone who is removed loses access within a minute. This is a guarantee, not a setting.
        if (options.RevalidateEvery <= TimeSpan.Zero || options.RevalidateEvery > Minute)
            yield return "People:RevalidateEvery: must be more than 0 and at most one minute. Example: 00:00:30.";
        if (options.SignedInFor < Minute) yield return "People:SignedInFor: must be at least one minute. Example: 12:00:00.";
        if (options.RememberedFor < options.SignedInFor) yield return "People:RememberedFor: must be at least as long as People:SignedInFor. Example: 14.00:00:00.";
        if (options.SessionsEndAfter < options.RememberedFor || options.SessionsEndAfter > Year)
            yield return "People:SessionsEndAfter: must be at least as long as People:RememberedFor and at most a year. Example: 30.00:00:00.";
        if (options.OpenPages < 1) yield return "People:OpenPages: must be at least 1. Example: 20.";
    }
}
