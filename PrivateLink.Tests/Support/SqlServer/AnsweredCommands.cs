using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PrivateLink.Tests.Support.SqlServer;

/// <summary>Gives Entity Framework commands that are recorded and answered instead of executed.</summary>
internal sealed class AnsweredCommands(PlausibleAnswers answers, List<string> commands) : DbCommandInterceptor
{
    public override InterceptionResult<DbCommand> CommandCreating(CommandCorrelatedEventData eventData, InterceptionResult<DbCommand> result) =>
        InterceptionResult<DbCommand>.SuppressWithResult(new AnsweredCommand(answers, commands));
}
