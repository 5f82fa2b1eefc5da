using Microsoft.Extensions.Options;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Validates the settings of the records. Reports all problems at once, each with its key and an accepted form.</summary>
public sealed class RecordsOptionsValidator : IValidateOptions<RecordsOptions>
{
    private const int LongestDays = 3_660;

    public ValidateOptionsResult Validate(string? name, RecordsOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(RecordsOptions options)
    {
        if (options.KeepDays is < 1 or > LongestDays)
            yield return $"Records:KeepDays: {options.KeepDays} is not between 1 and {LongestDays} days. Example: 30.";
        if (options.KeepRollUpDays is < 1 or > LongestDays)
            yield return $"Records:KeepRollUpDays: {options.KeepRollUpDays} is not between 1 and {LongestDays} days. Example: 400.";
        else if (options.KeepRollUpDays < options.KeepDays)
            yield return $"Records:KeepRollUpDays: {options.KeepRollUpDays} is less than Records:KeepDays ({options.KeepDays}); roll-ups are kept at least as long as rows. Example: 400.";
        if (options.MaximumRows < 1_000)
            yield return $"Records:MaximumRows: {options.MaximumRows} is less than 1000. Example: 10000000.";
        if (options.BatchSize is < 100 or > LockEscalation.Rows)
            yield return $"Records:BatchSize: {options.BatchSize} is not between 100 and {LockEscalation.Rows} rows. Example: 2000.";
        if (options.Backlog is < 1_000 or > 2_000_000)
            yield return $"Records:Backlog: {options.Backlog} is not between 1000 and 2000000 rows. Example: 100000.";
    }
}
