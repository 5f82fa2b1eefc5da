using System.Globalization;
using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Ceilings;

/// <summary>Checks the ceilings and reports all problems at once, each with its key and an accepted form.</summary>
public sealed class CeilingOptionsValidator : IValidateOptions<CeilingOptions>
{
    public ValidateOptionsResult Validate(string? name, CeilingOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(CeilingOptions options)
    {
        var defaults = new CeilingOptions();
        (string Key, int Value, int Example)[] counts =
        [
            (nameof(options.Exports), options.Exports, defaults.Exports),
            (nameof(options.ExportsOfTenant), options.ExportsOfTenant, defaults.ExportsOfTenant),
            (nameof(options.ExportsOfPerson), options.ExportsOfPerson, defaults.ExportsOfPerson),
            (nameof(options.ExportRate), options.ExportRate, defaults.ExportRate),
            (nameof(options.Changes), options.Changes, defaults.Changes),
            (nameof(options.ChangesOfTenant), options.ChangesOfTenant, defaults.ChangesOfTenant),
            (nameof(options.PrivateEndpoints), options.PrivateEndpoints, defaults.PrivateEndpoints),
            (nameof(options.ClaimNames), options.ClaimNames, defaults.ClaimNames),
            (nameof(options.HandoverLinks), options.HandoverLinks, defaults.HandoverLinks),
            (nameof(options.HandoverAnswers), options.HandoverAnswers, defaults.HandoverAnswers),
            (nameof(options.SharedConnections), options.SharedConnections, defaults.SharedConnections),
            (nameof(options.Invitations), options.Invitations, defaults.Invitations),
            (nameof(options.SavedViews), options.SavedViews, defaults.SavedViews),
        ];
        foreach (var (key, value, example) in counts)
            if (value < 1) yield return string.Create(CultureInfo.InvariantCulture, $"{CeilingOptions.Section}:{key}: {value} must be at least 1. Example: {example}.");
        if (options.ExportsForCompany < 0 || options.ExportsForCompany >= options.Exports)
            yield return string.Create(CultureInfo.InvariantCulture, $"{CeilingOptions.Section}:{nameof(options.ExportsForCompany)}: {options.ExportsForCompany} of {options.Exports} leaves no export for tenants. Example: {defaults.ExportsForCompany}.");
        if (options.ExportTime <= TimeSpan.Zero)
            yield return $"{CeilingOptions.Section}:{nameof(options.ExportTime)}: {options.ExportTime} must be more than zero. Example: {defaults.ExportTime}.";
    }
}
